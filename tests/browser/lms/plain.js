// A small LMS of our own with faults to order, set by the test before the launch in localStorage under `lms:profile`.
(function () {
  const profile = JSON.parse(localStorage.getItem('lms:profile') || '{}');
  const store = JSON.parse(localStorage.getItem('lms:store') || '{}');
  const initial = { 'cmi.core._children': 'student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time,lesson_mode,exit,session_time', 'cmi.core.score._children': 'raw,min,max',
    'cmi.core.student_id': 's-1', 'cmi.core.student_name': 'Mustermann, Erika', 'cmi.core.credit': 'credit', 'cmi.core.lesson_mode': 'normal', 'cmi.core.entry': store['cmi.core.exit'] === 'suspend' ? 'resume' : 'ab-initio',
    'cmi.core.lesson_status': 'not attempted', 'cmi.core.lesson_location': '', 'cmi.suspend_data': '', 'cmi.student_data._children': 'mastery_score', 'cmi.student_data.mastery_score': '',
    'cmi.student_preference._children': 'audio,language,speed,text', 'cmi.student_preference.language': '', 'cmi.student_preference.text': '0',
    'cmi.interactions._children': 'id,objectives,time,type,correct_responses,weighting,student_response,result,latency', 'cmi.interactions._count': '0', 'cmi.objectives._children': 'id,score,status', 'cmi.objectives._count': '0' };
  const values = Object.assign(initial, store, profile.values);
  let error = '0';
  let commits = 0;
  let finished = false;
  const api = {
    LMSInitialize() {
      if (profile.throws) throw new Error('LMS broken');
      if (profile.initialized) { error = '101'; return 'false'; }
      error = '0';
      return profile.initialize || 'true';
    },
    LMSFinish() { error = '0'; finished = true; return 'true'; },
    LMSGetValue(element) {
      if (profile.throwsLater) throw new Error('LMS broken');
      const hidden = (profile.unsupported || []).some((name) => element.startsWith(name));
      error = hidden || !(element in values) ? '401' : '0';
      return error === '0' ? values[element] : '';
    },
    LMSSetValue(element, value) {
      if (profile.throwsLater) throw new Error('LMS broken');
      const refused = (profile.unsupported || []).some((name) => element.startsWith(name)) ? '401' : element === 'cmi.suspend_data' && value.length > (profile.most || 4096) ? '405' : '0';
      error = finished ? '301' : refused;
      if (error !== '0') return 'false';
      values[element] = value;
      return 'true';
    },
    LMSCommit() {
      commits += 1;
      if (profile.throwsLater) throw new Error('LMS broken');
      if (commits <= (profile.commitFalse || 0)) { error = '101'; return 'false'; }
      error = '0';
      const kept = {};
      for (const name of ['cmi.core.lesson_status', 'cmi.core.lesson_location', 'cmi.suspend_data', 'cmi.core.exit', 'cmi.core.score.raw', 'cmi.core.session_time']) if (name in values) kept[name] = values[name];
      if (profile.emptyLocation) kept['cmi.core.lesson_location'] = '';
      localStorage.setItem('lms:store', JSON.stringify(kept));
      return 'true';
    },
    LMSGetLastError: () => error,
    LMSGetErrorString: () => '',
    LMSGetDiagnostic: () => '',
  };
  for (const name of profile.missing || []) delete api[name];
  const appear = () => { window.API = window.recordCalls(api); };
  if (profile.late) setTimeout(appear, profile.late);
  else if (!profile.absent) appear();
  if (profile.both) window.API_1484_11 = new Proxy({}, { get(target, name) { return () => { localStorage.setItem('lms:wrong', String(name)); return 'true'; }; } });
})();
