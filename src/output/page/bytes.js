// Numbers in LEB128, which the data of the page holds in Base64.

class Bytes {
  constructor(base64) {
    this.bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(base64) : Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
    this.at = 0;
  }

  get isAtEnd() {
    return this.at >= this.bytes.length;
  }

  number() {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * factor;
      if (byte < 128 || byte === undefined) return value;
    }
  }

  /** A list of so many numbers in rising order, from their differences. */
  rising(count) {
    const list = new Uint32Array(count);
    let last = 0;
    for (let at = 0; at < count; at++) list[at] = last += this.number();
    return list;
  }
}
