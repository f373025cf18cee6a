using EksIngress.Alb.Explain;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Plans;

/// <summary>What the controller would build for one Ingress group: one load balancer. Exactly one of the results is set.</summary>
public sealed record PlannedGroup
{
    /// <summary>Name of an explicit group, <c>namespace/name</c> of the Ingress of an implicit one.</summary>
    public required string Id { get; init; }

    /// <summary>Its Ingresses as <c>namespace/name</c>, in the order in which their rules are built; empty when the group is being deleted.</summary>
    public required IReadOnlyList<string> Members { get; init; }

    /// <summary>
    /// Ingresses that still carry the group's finalizer and are members no more: deleted, of another class, or of another group. Nothing is built of
    /// them, and they keep the finalizer until the stack is deployed. By <c>namespace/name</c>.
    /// </summary>
    public IReadOnlyList<string> InactiveMembers { get; init; } = [];

    /// <summary>
    /// The stack in the controller's own JSON shape: <c>{"id":"…","resources":{"AWS TYPE":{"ID":{"spec":{…}}}}}</c>, references between
    /// resources as <c>{"$ref":"#/resources/TYPE/ID/status/FIELD"}</c>. The same bytes for the same input. Null when it was not built.
    /// </summary>
    /// <remarks>Source: the controller logs this text as <c>model</c> with the message "successfully built model".</remarks>
    public string? StackJson { get; init; }

    /// <summary>The controller's own text when the build fails, as its event <c>FailedBuildModel</c> has it; null otherwise.</summary>
    public string? Error { get; init; }

    /// <summary>The fact without which the build could not go on; null otherwise.</summary>
    public MissingFact? Missing { get; init; }

    /// <summary>The stack behind <see cref="StackJson"/>.</summary>
    public IngressStack? Stack { get; init; }

    /// <summary>The load balancer of <see cref="Stack"/> with its targets; null when there is none.</summary>
    public LoadBalancerModel? Model { get; init; }
}
