using EksIngress.Alb.Annotations;
using EksIngress.Alb.Explain;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Stacks;
using EksIngress.Alb.Webhooks;

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
        _cluster = new PlanCluster(request.Objects, request.Flags.Configuration.WatchNamespace, request.AssumeDefaults, _assumed, _notes);
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
        foreach (var ingress in _cluster.Ingresses)
        {
            NoteRefusal(ingress);
        }

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

        if (flags is { VpcId: null, VpcTags: { } tags })
        {
            vpcId = FindVpc(tags);
        }

        return flags.Configuration with
        {
            ClusterName = flags.ClusterName ?? Assume("cluster name", AssumedName, "the name of the cluster", "--cluster-name"),
            VpcId = vpcId ?? flags.VpcId
                ?? Assume("VPC", $"vpc-{AssumedName}", "the id of the VPC", "--vpc-id, a facts document with \"vpc\" (--facts)"),
        };
    }

    // The VPC of the facts, if it is the one that the flag describes. Of others nothing is known.
    private string? FindVpc(IReadOnlyDictionary<string, string> tags)
    {
        if (_request.Facts?.Vpc is not { Tags: { } known } vpc)
        {
            if (!_request.AssumeDefaults)
            {
                _missing ??= new MissingFact(
                    $"the VPC with the tags {GoText.Map(tags)}", $"a facts document with \"vpc\" and its \"tags\" (--facts), --vpc-id, or {AwsFactsLookup.AssumeFlag}");
            }

            return _request.Facts?.Vpc?.VpcId;
        }

        return tags.All(tag => known.TryGetValue(tag.Key, out var value) && value == tag.Value)
            ? vpc.VpcId
            : throw new AwsFactsException($"failed to get VPC ID: no VPC exists with tags {GoText.Map(tags)}: $.vpc is {vpc.VpcId} with tags {GoText.Map(known)}");
    }

    // These flags concern writes alone: an Ingress from before goes on working.
    private void NoteRefusal(Ingress ingress)
    {
        if (!_configuration.DisableIngressClassAnnotation && !_configuration.DisableIngressGroupNameAnnotation)
        {
            return;
        }

        try
        {
            new IngressValidator(_configuration, _cluster).Validate(ingress);
        }
        catch (AlbModelException exception)
        {
            _notes.Add($"Ingress {ingress.Key} cannot be created any more: {exception.Message}. One that exists is built");
        }
    }

    private void NoteProtections(IngressStack stack)
    {
        Note(_configuration.EnableWafV2, stack.Protections.WebAclArn is not null, "the web ACL is in the stack and is not associated", "--enable-wafv2=false");
        Note(_configuration.EnableWaf, stack.Protections.RegionalWebAclId is not null, "the web ACL of WAF Classic is in the stack and is not associated", "--enable-waf=false");
        Note(_configuration.EnableShield, stack.Protections.ShieldEnabled is not null, "the protection of Shield Advanced is in the stack and is left alone", "--enable-shield=false");

        void Note(bool isDeployed, bool isThere, string text, string flag)
        {
            if (!isDeployed && isThere)
            {
                _notes.Add($"Group {stack.Id}: {text} ({flag})");
            }
        }
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

        unclaimed.AddRange(_request.Objects.Ingresses.Except(_cluster.Ingresses).Select(ingress => new UnclaimedIngress(
            ingress.Key.ToString(), $"the controller watches namespace {_configuration.WatchNamespace} only (--watch-namespace)", IsReported: false)));
        return (ids, [.. unclaimed.OrderBy(ingress => ingress.Ingress, StringComparer.Ordinal)]);
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
            planned = planned with
            {
                Members = [.. group.Members.Select(member => member.Key.ToString())],
                InactiveMembers = [.. group.InactiveMembers.Select(ingress => ingress.Key.ToString())],
            };
            if (_missing is not null)
            {
                return planned with { Missing = _missing };
            }

            var stack = await new IngressStackBuilder(_configuration, _cluster, _aws).BuildAsync(group, cancellationToken);
            NoteProtections(stack);
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
