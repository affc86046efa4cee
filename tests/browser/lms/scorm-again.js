// scorm-again as the LMS. It keeps between launches what an LMS keeps: status, place, state, score, total time; entry follows from the last exit.
(function () {
  const settings = JSON.parse(localStorage.getItem('lms:profile') || '{}');
  const kept = JSON.parse(localStorage.getItem('lms:store') || '{}');
  const api = new window.Scorm12API({ autocommit: false, logLevel: 5, mastery_override: false });
  api.loadFromJSON({ cmi: { core: { student_id: 's-1', student_name: 'Mustermann, Erika', credit: 'credit', lesson_mode: 'normal', lesson_status: kept.status || 'not attempted', lesson_location: kept.location || '',
    entry: kept.exit === 'suspend' ? 'resume' : kept.status ? '' : 'ab-initio', total_time: kept.total || '0000:00:00.00' }, suspend_data: kept.state || '', student_data: { mastery_score: settings.mastery || '' } } }, '');
  const keep = () => {
    const { cmi } = JSON.parse(api.renderCMIToJSONString());
    Object.assign(kept, { status: cmi.core.lesson_status, location: cmi.core.lesson_location, state: cmi.suspend_data, exit: cmi.core.exit, score: cmi.core.score.raw });
    localStorage.setItem('lms:store', JSON.stringify(kept));
  };
  const recorded = window.recordCalls(api);
  for (const name of ['LMSCommit', 'LMSFinish']) {
    const call = recorded[name];
    recorded[name] = (...args) => { keep(); return call(...args); };
  }
  window.lms = api;
  window.API = recorded;
})();
