namespace EksIngress.Provisioner.Tests.PolicyMutations;

/// <summary>An Ingress that is there with the whole policy, and what happens to it once the policy is mutated.</summary>
/// <param name="Before">Null when there is no Ingress yet.</param>
/// <param name="After">Null when it is deleted.</param>
internal sealed record Situation(IngressShape? Before, IngressShape? After)
{
    /// <summary>Which of the controller's two loops meets the denial.</summary>
    public enum Loop
    {
        IngressGroup,
        TargetGroupBinding,
    }

    /// <summary>What else is different in the account.</summary>
    public enum Account
    {
        AsProvisioned,

        /// <summary>No subnet carries a role tag: the controller looks for those that reach the internet.</summary>
        SubnetsWithoutRole,

        /// <summary>Somebody made the load balancer dual-stack.</summary>
        DualStack,

        /// <summary>Nobody had a load balancer in it before.</summary>
        WithoutServiceLinkedRole,
    }

    public Loop MetBy { get; private init; }

    public Account In { get; private init; }

    /// <summary>Whether the controller is a new one: a running one knows what it has read before.</summary>
    public bool IsStartedAnew { get; private init; }

    public static Situation Creation(IngressShape shape) => new(null, shape);

    public static Situation Edit(IngressShape before, IngressShape after) => new(before, after);

    public static Situation Deletion(IngressShape shape) => new(shape, null);

    public Situation StartedAnew() => this with { IsStartedAnew = true };

    public Situation ByBinding() => this with { MetBy = Loop.TargetGroupBinding };

    public Situation Where(Account account) => this with { In = account };
}
