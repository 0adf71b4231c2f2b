//! `values:` of vetform.yaml.

use super::broken_config::with;
use super::world::say_config;

#[test]
fn a_value_is_a_scalar_or_a_list_of_them_and_has_a_name_that_can_be_named() {
    let values = "    values:\n      brand: { name: Acme }\n      1st: x\n      skills: [[Go], Rust]\n      nothing:\n      fine: 1.10\n";
    insta::assert_snapshot!(say_config(&with(&format!("  a:\n    sandbox: {{}}\n{values}"))), @"
    error[wrong-type]: `workspaces.a.values.brand` is a mapping, which no value can be
     --> vetform.yaml:7:14
      |
    6 |     values:
    7 |       brand: { name: Acme }
      |              ^^^^^^^^^^^^^^
    8 |       1st: x
      |
      = help: write a text, a number, `true`, `false` or a list of them; a name may hold a dot, like
              `brand.name`

    error[invalid-name]: `1st` is not a valid name of a value
     --> vetform.yaml:8:7
      |
    7 |       brand: { name: Acme }
    8 |       1st: x
      |       ^^^
    9 |       skills: [[Go], Rust]
      |
      = help: use 1 to 63 letters, digits, `-`, `_` and `.`, starting with a letter or `_`

    error[wrong-type]: an item of `skills` must be text, not a list
      --> vetform.yaml:9:16
       |
     8 |       1st: x
     9 |       skills: [[Go], Rust]
       |                ^^^^
    10 |       nothing:
       |
       = help: write the text after the key; text that starts with `{`, `[` or `- ` must be quoted

    error[wrong-type]: `nothing` has no value
      --> vetform.yaml:10:14
       |
     9 |       skills: [[Go], Rust]
    10 |       nothing:
       |              ^
    11 |       fine: 1.10
       |
       = help: omit the key, or give it a value
    ");
}

#[test]
fn a_value_that_is_a_key_is_refused_and_not_shown() {
    let values = "    values:\n      brand: sk_live_AbCdEf1234567\n      skills: [Go, psk_live_AbCdEf1234567]\n";
    let said = say_config(&with(&format!("  a:\n    sandbox: {{}}\n{values}")));
    assert!(!said.contains("AbCdEf"), "{said}");
    insta::assert_snapshot!(said, @"
    error[literal-credential]: this value contains an API key: values are shown in plans, and anyone who can read the repository could use it
     --> vetform.yaml:7:7
      |
    6 |     values:
    7 |       brand: *********************
      |       ^^^^^
    8 |       skills: ****************************
      |
      = help: remove it: keys belong under `apiKey`, as `{ env: NAME }`; if the file was ever
              committed, replace the key

    error[literal-credential]: this value contains an API key: values are shown in plans, and anyone who can read the repository could use it
     --> vetform.yaml:8:7
      |
    7 |       brand: *********************
    8 |       skills: ****************************
      |       ^^^^^^
      |
      = help: remove it: keys belong under `apiKey`, as `{ env: NAME }`; if the file was ever
              committed, replace the key
    ");
}
