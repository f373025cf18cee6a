namespace EksIngress.Alb.Endpoints;

/// <summary>
/// Which targets of a target group that several clusters fill are this cluster's: a ConfigMap beside the TargetGroupBinding lists what the
/// controller has registered. Only what is listed may be deregistered.
/// </summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/#multicluster-target-group</remarks>
public static class TrackedTargets
{
    /// <summary>Key of the ConfigMap's data.</summary>
    public const string DataKey = "targets";

    /// <summary>Name of the ConfigMap of a TargetGroupBinding, in its namespace: <c>aws-lbc-targets-NAME</c>.</summary>
    public static string ConfigMapName(string bindingName) => $"aws-lbc-targets-{bindingName}";

    /// <summary>Identifiers of the value of <see cref="DataKey"/>; none of an empty one.</summary>
    public static IReadOnlySet<string> Read(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length == 0 ? new HashSet<string>(StringComparer.Ordinal) : value.Split(',').ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The value of <see cref="DataKey"/> for identifiers: each once. The controller has them in no order, here they are sorted.</summary>
    public static string Write(IEnumerable<string> identifiers) =>
        string.Join(',', identifiers.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>Those of the targets that may be deregistered.</summary>
    /// <param name="targets">Targets that no endpoint wants.</param>
    /// <param name="tracked">What is listed; null when there is no ConfigMap yet: then nothing is known, and none may.</param>
    public static IReadOnlyList<TargetFact> Filter(IReadOnlyList<TargetFact> targets, IReadOnlySet<string>? tracked)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return tracked is null ? [] : [.. targets.Where(target => tracked.Contains(target.Identifier))];
    }
}
