// scorm-again as an LMS for SCORM 2004. Between launches it keeps the whole data model, as an LMS does for an attempt that was suspended.
// `lms:profile` has what the LMS says of itself: `cmi`, such as a mark of its own; `most`, the characters of suspend_data that it takes; `fresh`, a new attempt.
(function () {
  const settings = JSON.parse(localStorage.getItem('lms:profile') || '{}');
  const kept = settings.fresh ? {} : JSON.parse(localStorage.getItem('lms:store') || '{}');
  const api = new window.Scorm2004API({ autocommit: false, logLevel: 5 });
  api.loadFromJSON({ cmi: { learner_id: 's-1', learner_name: 'Mustermann, Erika', credit: 'credit', mode: 'normal', ...kept, entry: kept.exit === 'suspend' ? 'resume' : 'ab-initio', exit: '', ...settings.cmi } }, '');
  const keep = () => localStorage.setItem('lms:store', JSON.stringify(JSON.parse(api.renderCMIToJSONString()).cmi));
  const recorded = window.recordCalls(api);
  for (const name of ['Commit', 'Terminate']) {
    const call = recorded[name];
    recorded[name] = (...args) => { keep(); return call(...args); };
  }
  // Its own limit is that of the 3rd edition.
  if (settings.most) {
    const { SetValue, GetLastError } = recorded;
    let full = false;
    recorded.SetValue = (element, value) => { full = element === 'cmi.suspend_data' && value.length > settings.most; return full ? 'false' : SetValue(element, value); };
    recorded.GetLastError = () => {
      const refused = full;
      full = false;
      return refused ? '406' : GetLastError();
    };
  }
  window.lms = api;
  window.API_1484_11 = recorded;
  // An LMS that has both: nothing but the API of the package's own standard may be touched.
  if (settings.both) window.API = new Proxy({}, { get(target, name) { return () => { localStorage.setItem('lms:wrong', String(name)); return 'true'; }; } });
})();
