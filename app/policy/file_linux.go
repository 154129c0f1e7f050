package policy

// systemFile is where an administrator puts the policy of a computer.
const systemFile = "/etc/letterbox/policies.json"
