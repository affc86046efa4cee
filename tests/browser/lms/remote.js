// An LMS whose LMSCommit and LMSFinish send everything to its server: `?by=` sync (an XMLHttpRequest that waits), beacon or keepalive; `&as=` is the
// learner's name there, `&sco=` the address of the SCO, `&window=1` opens it in a window of its own. `&kept=` is what the server had from the last visit.
(function () {
  const query = new URLSearchParams(location.search);
  const address = '/sent/' + query.get('as');
  const kept = JSON.parse(query.get('kept') || '{}');
  const values = Object.assign({ 'cmi.core.lesson_status': 'not attempted', 'cmi.core.lesson_location': '', 'cmi.suspend_data': '', 'cmi.core.credit': 'credit', 'cmi.core.lesson_mode': 'normal',
    'cmi.core.student_id': query.get('as'), 'cmi.core.student_name': 'Mustermann, Erika' }, kept, { 'cmi.core.entry': kept['cmi.core.exit'] === 'suspend' ? 'resume' : 'ab-initio' });
  const ways = {
    sync(body) {
      const request = new XMLHttpRequest();
      request.open('POST', address, false);
      request.send(body);
      return request.status === 200;
    },
    beacon: (body) => navigator.sendBeacon(address, body),
    keepalive(body) {
      fetch(address, { method: 'POST', body, keepalive: true });
      return true;
    },
  };
  let error = '0';
  let finished = false;
  let initialized = 0;
  function send(call) {
    error = '101';
    // Many LMSs believe that what was sent has arrived; this one says so when it knows better.
    try { if (ways[query.get('by')](JSON.stringify({ call, values, initialized }))) error = '0'; } catch (problem) { /* Refused by the browser. */ }
    return String(error === '0');
  }
  const answer = (code, value) => { error = code; return value; };
  window.API = {
    LMSInitialize() { initialized += 1; return answer('0', 'true'); },
    LMSGetValue: (element) => (element in values ? answer('0', values[element]) : answer('401', '')),
    LMSSetValue(element, value) {
      if (finished) return answer('301', 'false');
      if (/interactions|objectives|_children$/.test(element)) return answer('401', 'false');
      values[element] = value;
      return answer('0', 'true');
    },
    LMSCommit: () => send('commit'),
    LMSFinish() { finished = true; return send('finish'); },
    LMSGetLastError: () => error,
    LMSGetErrorString: () => '',
    LMSGetDiagnostic: () => '',
  };
  const sco = query.get('sco');
  addEventListener('DOMContentLoaded', () => {
    if (query.get('window')) {
      window.sco = window.open(sco, 'sco', 'width=1000,height=700');
      return;
    }
    const frame = document.createElement('iframe');
    frame.id = 'sco';
    frame.src = sco;
    document.body.append(frame);
  });
})();
