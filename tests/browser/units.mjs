export function units() {}
