// Opens a sealed JSON file, given on standard input, with the package `sops-age` and prints its values.
// Run with NODE_PATH naming the folder of the package and SOPS_AGE_KEY holding the key.
const { readFileSync } = require("node:fs");
const { decryptSops } = require("sops-age");

decryptSops(readFileSync(0, "utf8"), {
  fileType: process.argv[2],
  secretKey: process.env.SOPS_AGE_KEY,
}).then(
  (values) => process.stdout.write(JSON.stringify(values)),
  (error) => {
    process.stderr.write(`${error}\n`);
    process.exitCode = 1;
  },
);
