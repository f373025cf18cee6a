using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Plans;

/// <summary>
/// Says what the AWS Load Balancer Controller builds of Ingresses: for each group its stack, or the controller's own error. Pure: it asks
/// nobody and writes nothing, so the same input gives the same bytes.
/// </summary>
public static class AlbPlanner
{
    private const string Assumed = "assumed";

    /// <param name="request">The objects, the facts and the flags.</param>
    /// <param name="cancellationToken">Cancels between two groups.</param>
    /// <exception cref="AwsFactsException">Facts and flags name different VPCs.</exception>
    public static async ValueTask<AlbPlan> PlanAsync(AlbPlanRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var assumed = new List<string>();
        var notes = new List<string>();
        var cluster = new PlanCluster(request.Objects, request.AssumeDefaults, assumed, notes);
        var (configuration, missing) = Configure(request, assumed);
        var loader = new IngressGroupLoader(configuration, cluster);
        var aws = new AwsFactsLookup(
            request.Facts ?? new AwsFacts { Version = AwsFacts.CurrentVersion },
            configuration.VpcId,
            request.AssumeDefaults ? request.Objects : null,
            assumed);

        var (ids, unclaimed) = FindGroups(configuration, cluster, loader);
        var groups = new List<PlannedGroup>();
        foreach (var id in ids.OrderBy(id => id.ToString(), StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            groups.Add(await PlanGroupAsync(id, loader, new IngressStackBuilder(configuration, cluster, aws), missing, cancellationToken));
        }

        return new AlbPlan { Groups = groups, Unclaimed = unclaimed, Assumed = assumed, Notes = notes };
    }

    private static (ControllerConfiguration Configuration, MissingFact? Missing) Configure(AlbPlanRequest request, List<string> assumed)
    {
        var flags = request.Flags;
        var vpcId = request.Facts?.Vpc?.VpcId;
        if (vpcId is not null && flags.VpcId is { } flag && flag != vpcId)
        {
            throw new AwsFactsException($"$.vpc.vpcId is '{vpcId}', and --aws-vpc-id is '{flag}'; leave one of them out");
        }

        var missing = default(MissingFact);
        var configuration = flags.Configuration with
        {
            ClusterName = flags.ClusterName ?? Assume("cluster name", Assumed, new MissingFact("the name of the cluster", "--cluster-name")),
            VpcId = vpcId ?? flags.VpcId ?? Assume(
                "VPC", $"vpc-{Assumed}", new MissingFact("the id of the VPC", "--vpc-id, a facts document with \"vpc\" (--facts)")),
        };
        return (configuration, missing);

        string Assume(string what, string value, MissingFact fact)
        {
            if (request.AssumeDefaults)
            {
                assumed.Add($"{what}: {value}");
                return value;
            }

            missing ??= fact with { Remedy = $"{fact.Remedy}, or {AwsFactsLookup.AssumeFlag}" };
            return "";
        }
    }

    private static (HashSet<IngressGroupId> Ids, List<UnclaimedIngress> Unclaimed) FindGroups(
        ControllerConfiguration configuration, PlanCluster cluster, IngressGroupLoader loader)
    {
        var ids = new HashSet<IngressGroupId>();
        var unclaimed = new List<UnclaimedIngress>();
        foreach (var ingress in cluster.Ingresses.OrderBy(ingress => ingress.Key.ToString(), StringComparer.Ordinal))
        {
            var pending = IngressGroupLoader.FindGroupsPendingFinalization(ingress).ToList();
            ids.UnionWith(pending);
            try
            {
                if (loader.FindGroupId(ingress) is { } id)
                {
                    ids.Add(id);
                }
                else if (pending.Count == 0)
                {
                    unclaimed.Add(new UnclaimedIngress(ingress.Key.ToString(), DescribeSilence(configuration, cluster, ingress), IsReported: false));
                }
            }
            catch (AlbModelException exception)
            {
                unclaimed.Add(new UnclaimedIngress(ingress.Key.ToString(), exception.Message, IsReported: true));
            }
        }

        return (ids, unclaimed);
    }

    // Why the controller passes it over without a word. It asks in the same order.
    private static string DescribeSilence(ControllerConfiguration configuration, PlanCluster cluster, Ingress ingress)
    {
        if (ingress.Metadata.DeletionTimestamp is not null)
        {
            return "it is being deleted";
        }

        if (ingress.Metadata.Annotations.TryGetValue(Annotations.IngressAnnotations.LegacyClass, out var legacy))
        {
            return $"annotation {Annotations.IngressAnnotations.LegacyClass} is '{legacy}', and the controller claims '{configuration.IngressClass}' (--ingress-class)";
        }

        var name = ingress.Spec.IngressClassName;
        var found = cluster.IngressClasses.FirstOrDefault(candidate => name is null
            ? candidate.Metadata.Annotations.GetValueOrDefault(Annotations.IngressAnnotations.DefaultClass) == "true"
            : candidate.Metadata.Name == name);
        return found is null
            ? "it names no class (spec.ingressClassName), and no IngressClass is the default one"
            : $"{(name is null ? "the default " : "")}IngressClass {found.Metadata.Name} is for controller '{found.Spec.Controller}', not for {IngressClass.AlbController}";
    }

    private static async ValueTask<PlannedGroup> PlanGroupAsync(
        IngressGroupId id, IngressGroupLoader loader, IngressStackBuilder builder, MissingFact? missing, CancellationToken cancellationToken)
    {
        var planned = new PlannedGroup { Id = id.ToString(), Members = [] };
        try
        {
            var group = loader.Load(id);
            planned = planned with { Members = [.. group.Members.Select(member => member.Key.ToString())] };
            if (missing is not null)
            {
                return planned with { Missing = missing };
            }

            var stack = await builder.BuildAsync(group, cancellationToken);
            return planned with { Stack = stack, StackJson = StackJson.Write(stack) };
        }
        catch (AlbModelException exception)
        {
            return planned with { Error = exception.Message };
        }
        catch (MissingFactException exception)
        {
            return planned with { Missing = exception.Fact };
        }
    }
}
