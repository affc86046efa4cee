// Wraps an LMS API so that every call is kept with its answer and the error code after it. What is kept survives the page.
window.recordCalls = function (api) {
  const recorded = {};
  for (const name of ['LMSInitialize', 'LMSFinish', 'LMSGetValue', 'LMSSetValue', 'LMSCommit', 'LMSGetLastError', 'LMSGetErrorString', 'LMSGetDiagnostic']) {
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
        call.error = name === 'LMSGetLastError' || !api.LMSGetLastError ? '0' : String(api.LMSGetLastError());
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
