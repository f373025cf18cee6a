using EksIngress.Alb.Annotations;
using EksIngress.Alb.Explain;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Plans;

/// <summary>One plan in the making.</summary>
internal sealed class PlanRun
{
    private const string AssumedName = "assumed";

    private readonly AlbPlanRequest _request;
    private readonly List<string> _assumed = [];
    private readonly List<string> _notes = [];
    private readonly PlanCluster _cluster;
    private readonly ControllerConfiguration _configuration;
    private readonly IngressGroupLoader _loader;
    private readonly AwsFactsLookup _aws;
    private MissingFact? _missing;

    public PlanRun(AlbPlanRequest request)
    {
        _request = request;
        _cluster = new PlanCluster(request.Objects, request.AssumeDefaults, _assumed, _notes);
        _configuration = Configure();
        _loader = new IngressGroupLoader(_configuration, _cluster);
        _aws = new AwsFactsLookup(
            request.Facts ?? new AwsFacts { Version = AwsFacts.CurrentVersion },
            _configuration.VpcId,
            request.AssumeDefaults ? request.Objects : null,
            _assumed);
    }

    public async ValueTask<AlbPlan> RunAsync(CancellationToken cancellationToken)
    {
        var (ids, unclaimed) = FindGroups();
        var groups = new List<PlannedGroup>();
        foreach (var id in ids.OrderBy(id => id.ToString(), StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            groups.Add(await PlanGroupAsync(id, cancellationToken));
        }

        return new AlbPlan { Groups = groups, Unclaimed = unclaimed, Assumed = _assumed, Notes = _notes };
    }

    private ControllerConfiguration Configure()
    {
        var flags = _request.Flags;
        var vpcId = _request.Facts?.Vpc?.VpcId;
        if (vpcId is not null && flags.VpcId is { } flag && flag != vpcId)
        {
            throw new AwsFactsException($"$.vpc.vpcId is '{vpcId}', and --aws-vpc-id is '{flag}'; leave one of them out");
        }

        return flags.Configuration with
        {
            ClusterName = flags.ClusterName ?? Assume("cluster name", AssumedName, "the name of the cluster", "--cluster-name"),
            VpcId = vpcId ?? flags.VpcId
                ?? Assume("VPC", $"vpc-{AssumedName}", "the id of the VPC", "--vpc-id, a facts document with \"vpc\" (--facts)"),
        };
    }

    private string Assume(string what, string value, string name, string remedy)
    {
        if (!_request.AssumeDefaults)
        {
            _missing ??= new MissingFact(name, $"{remedy}, or {AwsFactsLookup.AssumeFlag}");
            return "";
        }

        _assumed.Add($"{what}: {value}");
        return value;
    }

    private (HashSet<IngressGroupId> Ids, List<UnclaimedIngress> Unclaimed) FindGroups()
    {
        var ids = new HashSet<IngressGroupId>();
        var unclaimed = new List<UnclaimedIngress>();
        foreach (var ingress in _cluster.Ingresses.OrderBy(ingress => ingress.Key.ToString(), StringComparer.Ordinal))
        {
            var pending = IngressGroupLoader.FindGroupsPendingFinalization(ingress).ToList();
            ids.UnionWith(pending);
            try
            {
                if (_loader.FindGroupId(ingress) is { } id)
                {
                    ids.Add(id);
                }
                else if (pending.Count == 0)
                {
                    unclaimed.Add(new UnclaimedIngress(ingress.Key.ToString(), DescribeSilence(ingress), IsReported: false));
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
    private string DescribeSilence(Ingress ingress)
    {
        if (ingress.Metadata.DeletionTimestamp is not null)
        {
            return "it is being deleted";
        }

        if (ingress.Metadata.Annotations.TryGetValue(IngressAnnotations.LegacyClass, out var legacy))
        {
            return $"annotation {IngressAnnotations.LegacyClass} is '{legacy}', and the controller claims '{_configuration.IngressClass}' (--ingress-class)";
        }

        var name = ingress.Spec.IngressClassName;
        var found = _cluster.IngressClasses.FirstOrDefault(candidate => name is null
            ? candidate.Metadata.Annotations.GetValueOrDefault(IngressAnnotations.DefaultClass) == "true"
            : candidate.Metadata.Name == name);
        return found is null
            ? "it names no class (spec.ingressClassName), and no IngressClass is the default one"
            : $"{(name is null ? "the default " : "")}IngressClass {found.Metadata.Name} is for controller '{found.Spec.Controller}', not for {IngressClass.AlbController}";
    }

    private async ValueTask<PlannedGroup> PlanGroupAsync(IngressGroupId id, CancellationToken cancellationToken)
    {
        var planned = new PlannedGroup { Id = id.ToString(), Members = [] };
        try
        {
            var group = _loader.Load(id);
            planned = planned with { Members = [.. group.Members.Select(member => member.Key.ToString())] };
            if (_missing is not null)
            {
                return planned with { Missing = _missing };
            }

            var stack = await new IngressStackBuilder(_configuration, _cluster, _aws).BuildAsync(group, cancellationToken);
            return planned with
            {
                Stack = stack,
                StackJson = StackJson.Write(stack),
                Model = stack.LoadBalancer is null ? null : StackModel.Read(stack, new PlannedTargets(_configuration, _request.Objects).Find, _aws.CertificateDomains),
            };
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
