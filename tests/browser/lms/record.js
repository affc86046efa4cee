// Wraps an LMS API so that every call is kept with its answer and the error code after it. What is kept survives the page.
window.recordCalls = function (api) {
  const recorded = {};
  // The functions of SCORM 1.2 and those of SCORM 2004, whichever there are.
  const lastError = api.LMSGetLastError ? 'LMSGetLastError' : 'GetLastError';
  const names = ['Initialize', 'Finish', 'GetValue', 'SetValue', 'Commit', 'GetLastError', 'GetErrorString', 'GetDiagnostic'].map((name) => 'LMS' + name)
    .concat('Initialize', 'Terminate', 'GetValue', 'SetValue', 'Commit', 'GetLastError', 'GetErrorString', 'GetDiagnostic');
  for (const name of names) {
    if (!api[name]) continue;
    recorded[name] = function (...args) {
      const call = { name, args, strings: args.every((arg) => typeof arg === 'string') };
      try {
        const answer = api[name](...args);
        call.answer = answer;
        return answer;
      } catch (error) {
        call.threw = String(error);
        throw error;
      } finally {
        call.error = name === lastError || !api[lastError] ? '0' : String(api[lastError]());
        localStorage.setItem('lms:calls', (localStorage.getItem('lms:calls') || '') + JSON.stringify(call) + '\n');
      }
    };
  }
  return recorded;
};
// The SCO in its frame; `?sco=` names its page in the package.
window.launchSco = function () {
  const frame = document.createElement('iframe');
  frame.id = 'sco';
  frame.src = '/package/' + (new URLSearchParams(location.search).get('sco') || 'index.html');
  document.body.append(frame);
};
