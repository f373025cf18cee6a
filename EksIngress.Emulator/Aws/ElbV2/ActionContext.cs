namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>What actions belong to.</summary>
/// <param name="Protocol">Of the listener: authenticating actions need HTTPS.</param>
/// <param name="Present">Actions that are replaced, for a client secret that stays; empty for a new rule.</param>
internal sealed record ActionContext(LoadBalancer Balancer, string Protocol, IReadOnlyList<RuleAction> Present);
