using EksIngress.Bench;
using EksIngress.Bench.Roles;

// The program starts itself in other roles, each a process of its own: `role NAME ARGUMENTS`.
return args is ["role", var role, .. var rest]
    ? await Role.RunAsync(role, rest)
    : args is ["matching"] ? RuleMatching.Run()
    : await Comparison.RunAsync(args);
