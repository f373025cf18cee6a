namespace EksIngress.Alb.Lint;

/// <summary>Says what was not looked at, because nothing was given to look at.</summary>
internal static class MissingFacts
{
    private static readonly string[] WorkloadKinds = ["DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"];
    private static readonly string[] EndpointKinds = ["Deployment", "EndpointSlice", "Pod", "StatefulSet"];

    private static readonly (LintNeeds Need, string Name)[] Names =
    [
        (LintNeeds.Services, "no Service was given"),
        (LintNeeds.IngressClasses, "no IngressClass was given"),
        (LintNeeds.IngressClassParams, "no IngressClassParams were given"),
        (LintNeeds.Namespaces, "no Namespace was given"),
        (LintNeeds.Secrets, "no Secret was given"),
        (LintNeeds.Workloads, "no Deployment, StatefulSet, DaemonSet or Pod was given"),
        (LintNeeds.Endpoints, "no Deployment, StatefulSet, Pod or EndpointSlice was given"),
        (LintNeeds.Subnets, "the subnets of the VPC are not known"),
        (LintNeeds.SecurityGroups, "the security groups of the VPC are not known"),
        (LintNeeds.Certificates, "the certificates of the region are not known"),
    ];

    public static IReadOnlyList<string> Describe(LintWorld world, IReadOnlyList<LintRule> rules)
    {
        var missing = Find(world);
        return [.. Names
            .Where(pair => missing.HasFlag(pair.Need))
            .Select(pair => $"not checked, because {pair.Name}: {string.Join(", ", rules.Where(rule => rule.Needs.HasFlag(pair.Need)).Select(rule => rule.Info.Code))}")];
    }

    private static LintNeeds Find(LintWorld world)
    {
        var missing = LintNeeds.None;
        foreach (var (need, given) in new[]
        {
            (LintNeeds.Services, world.Has("Service")),
            (LintNeeds.IngressClasses, world.Has("IngressClass")),
            (LintNeeds.IngressClassParams, world.Has("IngressClassParams")),
            (LintNeeds.Namespaces, world.Has("Namespace")),
            (LintNeeds.Secrets, world.Has("Secret")),
            (LintNeeds.Workloads, world.OfKind(WorkloadKinds).Any()),
            (LintNeeds.Endpoints, world.OfKind(EndpointKinds).Any()),
            (LintNeeds.Subnets, world.Facts.Subnets is not null),
            (LintNeeds.SecurityGroups, world.Facts.SecurityGroups is not null),
            (LintNeeds.Certificates, world.Facts.Certificates is not null),
        })
        {
            missing |= given ? LintNeeds.None : need;
        }

        return missing;
    }
}
