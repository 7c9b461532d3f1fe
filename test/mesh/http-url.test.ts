import { httpUrl } from '../../src/mesh/http-url';

test.each(['http://shop', 'https://shop.web:8443/path?a=b&c=%20#d', 'http://[::1]:80/', "http://shop/';reboot;'"])(
  'takes %s as it is',
  (url) => {
    expect(httpUrl('url', url)).toBe(url);
  },
);

test.each([
  '',
  'shop:8080',
  'ftp://shop',
  '//shop',
  'http://',
  'http://shop/a b',
  'http://shop/\n-X',
  'http://shop\\@evil',
  'http://shop:99999/',
])('refuses %j', (url) => {
  expect(() => httpUrl('address', url)).toThrow(`address must be a URL such as http://shop.web:8080/path, got ${JSON.stringify(url)}`);
});

test.each(['http://jack:secret@shop/', 'http://secret@shop/', 'http://:secret@shop/'])(
  'refuses %s, and does not repeat the secret',
  (url) => {
    const message = 'url must have no user name and password in it; keep them in a Secret';
    expect(() => httpUrl('url', url)).toThrow(new Error(message));
    expect(() => httpUrl('url', url, 'basicAuthSecret')).toThrow(new Error(`${message} and name it in basicAuthSecret`));
  },
);
