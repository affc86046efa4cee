// Numbers and texts in the spelling that both data models of SCORM want.
(function (cp) {
  'use strict';
  // The table of each standard, by the name of its format.
  cp.standards = {};

  // At most so many decimals and never an exponent.
  cp.decimal = function (number, digits = 2) {
    const unit = 10 ** digits;
    return String(Math.round(number * unit) / unit || 0);
  };

  // One line: a line break makes some LMSs refuse a value. No half of a character is left at the end of what is cut.
  cp.line = (text, most) => String(text).replace(/\s+/g, ' ').trim().slice(0, most).replace(/[\ud800-\udbff]$/, '');
})((globalThis.coursepack = globalThis.coursepack || {}));
