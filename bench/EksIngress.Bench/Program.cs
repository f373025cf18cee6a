using EksIngress.Bench;
using EksIngress.Bench.Account;
using EksIngress.Bench.Fuzzing;
using EksIngress.Bench.Roles;

// The program starts itself in other roles, each a process of its own: `role NAME ARGUMENTS`.
return args is ["role", var role, .. var rest]
    ? await Role.RunAsync(role, rest)
    : args is ["matching"] ? RuleMatching.Run()
    : args is ["account", .. var account] ? await AccountComparison.RunAsync(account)
    : args is ["fuzz", .. var fuzzing] ? FuzzRun.Run(fuzzing)
    : args is ["swap", .. var swap] ? await Comparison.RunAsync(swap, onlySwaps: true)
    : await Comparison.RunAsync(args, onlySwaps: false);
