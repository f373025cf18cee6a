namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Which resources an operation asks IAM about, with the condition keys of each.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html</remarks>
internal sealed class Ec2Access
{
    private readonly Func<Ec2Scope, string, AwsParameters, IEnumerable<AccessRequest>> _rule;

    private Ec2Access(Func<Ec2Scope, string, AwsParameters, IEnumerable<AccessRequest>> rule) => _rule = rule;

    public IEnumerable<AccessRequest> For(Ec2Scope scope, string action, AwsParameters parameters) => _rule(scope, action, parameters);

    /// <summary>The resource whose id is in a parameter. Nothing is asked when the parameter was not sent.</summary>
    public static Ec2Access To(Ec2ResourceType type, string parameter) => new((scope, action, parameters) =>
        parameters.Find(parameter) is { Length: > 0 } id ? [Ask(scope, action, type, id)] : []);

    /// <summary>Each of the resources whose ids the request has.</summary>
    public static Ec2Access ToEach(Ec2ResourceType type, Func<AwsParameters, IEnumerable<string?>> ids) => new((scope, action, parameters) =>
        ids(parameters).OfType<string>().Distinct(StringComparer.Ordinal).Select(id => Ask(scope, action, type, id)));

    /// <summary>A resource that the request names in another way than by its id. When there is none, the question is about any.</summary>
    public static Ec2Access ToFound(Func<Ec2Scope, AwsParameters, Ec2Resource?> find) => new((scope, action, parameters) =>
        find(scope, parameters) is { } resource ? [Ask(scope, action, resource.Type, resource.Id)] : [new AccessRequest(action, "*", RegionOnly(scope.Region))]);

    /// <summary>
    /// A resource that is about to be made. When the request tags it, <c>ec2:CreateTags</c> is needed as well, and knows by
    /// <c>ec2:CreateAction</c> which operation it is part of.
    /// </summary>
    public static Ec2Access ToNew(Ec2ResourceType type) => new((scope, action, parameters) =>
    {
        var tags = Ec2Tags.OfNew(type, parameters);
        var arn = scope.Arn(type, "*");
        var create = new AccessRequest(action, arn, Context(scope, null, tags));
        return tags.IsEmpty ? [create] : [create, Tagging(scope, action, arn, tags)];
    });

    /// <summary>Only the tags of a new resource: the operation itself is asked about for the resource it goes into.</summary>
    public static Ec2Access ToTagsOfNew(Ec2ResourceType type) => new((scope, action, parameters) =>
        Ec2Tags.OfNew(type, parameters) is { IsEmpty: false } tags ? [Tagging(scope, action, scope.Arn(type, "*"), tags)] : []);

    /// <summary>Each of the resources that <c>ResourceId.N</c> names, with the tags that <c>Tag.N</c> names.</summary>
    public static Ec2Access ToTagged() => new((scope, action, parameters) =>
    {
        var tags = parameters.Structures("Tag").Select(tag => KeyValuePair.Create(tag.Find("Key") ?? "", tag.Find("Value") ?? "")).ToList();
        return parameters.Strings("ResourceId").Select(id => Ask(scope, action, Ec2Tags.TypeOf(id), id, tags));
    });

    public static Ec2Access Each(params Ec2Access[] parts) => new((scope, action, parameters) =>
        parts.SelectMany(part => part._rule(scope, action, parameters)));

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> RegionOnly(string region) =>
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase) { ["ec2:Region"] = [region] };

    private static AccessRequest Ask(Ec2Scope scope, string action, Ec2ResourceType type, string id, IReadOnlyCollection<KeyValuePair<string, string>>? tags = null) =>
        new(action, scope.Arn(type, id), Context(scope, scope.State.Find<Ec2Resource>(id), tags ?? []));

    private static AccessRequest Tagging(Ec2Scope scope, string action, string arn, IReadOnlyCollection<KeyValuePair<string, string>> tags) =>
        new("ec2:CreateTags", arn, new Dictionary<string, IReadOnlyList<string>>(Context(scope, null, tags), StringComparer.OrdinalIgnoreCase)
        {
            ["ec2:CreateAction"] = [action["ec2:".Length..]],
        });

    private static Dictionary<string, IReadOnlyList<string>> Context(Ec2Scope scope, Ec2Resource? resource, IReadOnlyCollection<KeyValuePair<string, string>> tags)
    {
        var context = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase) { ["ec2:Region"] = [scope.Region] };
        foreach (var (key, value) in tags)
        {
            context[$"aws:RequestTag/{key}"] = [value];
        }

        if (tags.Count > 0)
        {
            context["aws:TagKeys"] = [.. tags.Select(tag => tag.Key)];
        }

        foreach (var (key, value) in resource?.Tags ?? Ec2Tags.None)
        {
            context[$"aws:ResourceTag/{key}"] = [value];
            context[$"ec2:ResourceTag/{key}"] = [value];
        }

        if (resource?.NetworkId is { } vpcId)
        {
            context["ec2:Vpc"] = [scope.Arn(Ec2ResourceType.Vpc, vpcId)];
        }

        return context;
    }
}
