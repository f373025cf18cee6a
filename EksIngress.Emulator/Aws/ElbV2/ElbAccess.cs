using EksIngress.Emulator.Aws.Iam;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>The questions that a request of this service puts to IAM policies.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html</remarks>
internal sealed class ElbAccess(ElbRegions regions, ServiceLinkedRoles roles)
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoContext =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>Describe actions know no resource.</summary>
    public static Func<AwsCall, IEnumerable<AccessRequest>> Describe(string operation) =>
        _ => [new AccessRequest(Action(operation), "*", NoContext)];

    /// <summary>The action on the one resource that a member names.</summary>
    public Func<AwsCall, IEnumerable<AccessRequest>> OnResource(string operation, string member) =>
        call => [On(call, operation, call.Parameters.Get(member))];

    /// <summary>The action on every resource of a list of ARNs.</summary>
    public IEnumerable<AccessRequest> OnResources(AwsCall call, string operation, IEnumerable<string> arns)
    {
        var requested = RequestTags(call);
        foreach (var arn in arns)
        {
            var context = ResourceTags(call, arn);
            Merge(context, requested);
            yield return new AccessRequest(Action(operation), arn, context);
        }
    }

    /// <summary>Creation: the action on what it is made in, or on what is made, and AddTags on the latter if tags come along.</summary>
    /// <param name="parent">ARN of what it is made in; null where the created resource itself is asked about.</param>
    /// <param name="created">ARN of what is made, with <c>*</c> for its id.</param>
    public IEnumerable<AccessRequest> Create(AwsCall call, string operation, string? parent, string created)
    {
        var requested = RequestTags(call);
        var context = parent is null ? [] : ResourceTags(call, parent);
        Merge(context, requested);
        yield return new AccessRequest(Action(operation), parent ?? created, context);
        if (requested.Count > 0)
        {
            var tagging = new Dictionary<string, IReadOnlyList<string>>(requested, StringComparer.Ordinal)
            {
                ["elasticloadbalancing:CreateAction"] = [operation],
            };
            yield return new AccessRequest(Action("AddTags"), created, tagging);
        }
    }

    /// <summary>Creation of a load balancer: in an account that never had one, of the service-linked role too.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-service-linked-roles.html</remarks>
    public IEnumerable<AccessRequest> CreateLoadBalancer(AwsCall call) =>
        Create(call, "CreateLoadBalancer", null, ElbArns.LoadBalancer(call, call.Parameters.Find("Type") ?? ElbTypes.Application, call.Parameters.Get("Name"), ElbArns.AnyId))
            .Concat(roles.CreationIfMissing(ServiceLinkedRoles.LoadBalancing));

    private AccessRequest On(AwsCall call, string operation, string arn) => new(Action(operation), arn, ResourceTags(call, arn));

    private static string Action(string operation) => "elasticloadbalancing:" + operation;

    private Dictionary<string, IReadOnlyList<string>> ResourceTags(AwsCall call, string arn)
    {
        var context = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (key, value) in regions[call].Current.TagsOf(arn))
        {
            context["aws:ResourceTag/" + key] = [value];
            context["elasticloadbalancing:ResourceTag/" + key] = [value];
        }

        return context;
    }

    private static Dictionary<string, IReadOnlyList<string>> RequestTags(AwsCall call)
    {
        var context = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var tags = TagReader.Peek(call);
        foreach (var (key, value) in tags)
        {
            context["aws:RequestTag/" + key] = [value];
        }

        var keys = tags.Select(tag => tag.Key).Concat(call.Parameters.Strings("TagKeys.member")).ToList();
        if (keys.Count > 0)
        {
            context["aws:TagKeys"] = keys;
        }

        return context;
    }

    private static void Merge(Dictionary<string, IReadOnlyList<string>> context, Dictionary<string, IReadOnlyList<string>> more)
    {
        foreach (var (key, values) in more)
        {
            context[key] = values;
        }
    }
}
