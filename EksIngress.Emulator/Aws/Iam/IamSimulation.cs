using System.Collections.Immutable;
using System.Xml.Linq;
using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>A policy that takes part in a simulation.</summary>
/// <param name="Id">For example <c>PolicyInputList.1</c>, or the name of a policy.</param>
/// <param name="Type"><c>aws-managed</c>, <c>user-managed</c>, <c>user</c>, <c>group</c>, <c>role</c>, or <c>none</c> for one that the request carries.</param>
internal sealed record SimulatedPolicy(string Id, string Type, IamDocument Document)
{
    /// <summary>One object for all questions: matches are told apart by it.</summary>
    public NamedPolicy Named { get; } = new(Id, Document.Policy);
}

/// <summary>Puts questions to policies without anybody acting on them.</summary>
internal sealed class IamSimulation(IReadOnlyList<SimulatedPolicy> policies, IReadOnlyList<SimulatedPolicy> boundaries, PolicyContext context, ISet<string> given)
{
    private readonly ImmutableArray<NamedPolicy> _policies = [.. policies.Select(policy => policy.Named)];
    private readonly ImmutableArray<NamedPolicy> _boundaries = [.. boundaries.Select(policy => policy.Named)];

    /// <summary>One <c>member</c> of EvaluationResults.</summary>
    public XElement Evaluate(string action, string resource)
    {
        var boundary = EvaluateBoundary(action, resource);
        var denials = Find(_policies, isAllow: false, action, resource);
        var grants = Find(_policies, isAllow: true, action, resource);
        var (decision, matches) = (denials.Count, grants.Count, boundary) switch
        {
            ( > 0, _, _) => ("explicitDeny", denials),
            (_, _, BoundaryOutcome.Denies) => ("explicitDeny", []),
            (_, > 0, not BoundaryOutcome.AllowsNot) => ("allowed", grants),
            _ => ("implicitDeny", grants),
        };
        var missing = PolicyEvaluator.FindKeys(_policies.AddRange(_boundaries), action, resource, context)
            .Where(key => !given.Contains(key))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.Ordinal);
        return new XElement(
            "member",
            new XElement("EvalActionName", action),
            new XElement("EvalResourceName", resource),
            new XElement("EvalDecision", decision),
            new XElement("MatchedStatements", matches.Select(ToXml)),
            new XElement("MissingContextValues", missing.Select(key => new XElement("member", key))),
            boundaries.Count == 0
                ? null
                : new XElement("PermissionsBoundaryDecisionDetail", new XElement("AllowedByPermissionsBoundary", boundary == BoundaryOutcome.Allows)));
    }

    private BoundaryOutcome EvaluateBoundary(string action, string resource)
    {
        if (_boundaries.IsEmpty)
        {
            return BoundaryOutcome.None;
        }

        if (Find(_boundaries, isAllow: false, action, resource).Count > 0)
        {
            return BoundaryOutcome.Denies;
        }

        return Find(_boundaries, isAllow: true, action, resource).Count > 0 ? BoundaryOutcome.Allows : BoundaryOutcome.AllowsNot;
    }

    private List<PolicyMatch> Find(ImmutableArray<NamedPolicy> among, bool isAllow, string action, string resource) =>
        [.. PolicyEvaluator.FindStatements(among, isAllow, action, resource, context)];

    private XElement ToXml(PolicyMatch match)
    {
        var source = policies.First(policy => ReferenceEquals(policy.Named, match.Policy));
        var position = StatementPosition.Find(source.Document.Json, match.Policy.Document.Statements.IndexOf(match.Statement));
        return new XElement(
            "member",
            new XElement("SourcePolicyId", source.Id),
            new XElement("SourcePolicyType", source.Type),
            new XElement("StartPosition", new XElement("Line", position.StartLine), new XElement("Column", position.StartColumn)),
            new XElement("EndPosition", new XElement("Line", position.EndLine), new XElement("Column", position.EndColumn)));
    }

    private enum BoundaryOutcome
    {
        None,
        Allows,
        AllowsNot,
        Denies,
    }
}
