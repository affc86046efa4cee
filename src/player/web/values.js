// Numbers and times in the spelling that the SCORM 1.2 data model wants.
(function (cp) {
  'use strict';
  const pad = (number, width) => String(number).padStart(width, '0');

  // HHHH:MM:SS.SS, always padded: an unpadded centisecond is a wrong time that every LMS accepts.
  cp.timespan = function (seconds) {
    const most = 9999 * 360000 + 59 * 6000 + 5999;
    const centi = Math.min(most, Math.max(0, Math.round((seconds || 0) * 100)));
    return pad(Math.floor(centi / 360000), 4) + ':' + pad(Math.floor(centi / 6000) % 60, 2) + ':' +
      pad(Math.floor(centi / 100) % 60, 2) + '.' + pad(centi % 100, 2);
  };

  cp.clockTime = (date) => pad(date.getHours(), 2) + ':' + pad(date.getMinutes(), 2) + ':' + pad(date.getSeconds(), 2);

  // At most two decimals and never an exponent.
  cp.decimal = (number) => String(Math.round(number * 100) / 100 || 0);
})((globalThis.coursepack = globalThis.coursepack || {}));
