export function views() {}
