using System.Collections.Immutable;

namespace EksIngress.Emulator.Aws.Acm;

/// <summary>The questions that a request of ACM puts to IAM policies.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscertificatemanager.html</remarks>
internal sealed class AcmAccess(Guarded<AcmState> acm)
{
    public static IEnumerable<AccessRequest> OnAll(string operation) => [new AccessRequest($"acm:{operation}", "*", ConditionKeys.None)];

    public IEnumerable<AccessRequest> OnCertificate(AwsCall call, string operation)
    {
        var members = new JsonMembers(call.Body);
        var arn = AcmInput.Arn(members);
        var keys = new ConditionKeys().AddResourceTags(acm.Current.Find(call.Region, arn)?.Tags ?? ImmutableSortedDictionary<string, string>.Empty);
        return [new AccessRequest($"acm:{operation}", arn, keys.AddRequestTags(PeekTags(members)).Values)];
    }

    public static IEnumerable<AccessRequest> OnRequest(AwsCall call)
    {
        var members = new JsonMembers(call.Body);
        var tags = PeekTags(members);
        var keys = new ConditionKeys()
            .Add("acm:DomainNames", members.FindString("DomainName"))
            .Add("acm:KeyAlgorithm", members.FindString("KeyAlgorithm") ?? AcmInput.DefaultKeyAlgorithm)
            .Add("acm:ValidationMethod", members.FindString("ValidationMethod"))
            .AddRequestTags(tags)
            .Values;
        yield return new AccessRequest("acm:RequestCertificate", "*", keys);
        if (tags.Count > 0)
        {
            yield return new AccessRequest("acm:AddTagsToCertificate", AnyCertificate(call), keys);
        }
    }

    public IEnumerable<AccessRequest> OnImport(AwsCall call)
    {
        var members = new JsonMembers(call.Body);
        if (members.Has(AcmInput.ArnMember))
        {
            return OnCertificate(call, "ImportCertificate");
        }

        var tags = PeekTags(members);
        var keys = new ConditionKeys().AddRequestTags(tags).Values;
        var import = new AccessRequest("acm:ImportCertificate", AnyCertificate(call), keys);
        return tags.Count > 0 ? [import, new AccessRequest("acm:AddTagsToCertificate", AnyCertificate(call), keys)] : [import];
    }

    private static string AnyCertificate(AwsCall call) => $"arn:aws:acm:{call.Region}:{call.AccountId}:certificate/*";

    // Unchecked: policies are asked before a request is validated.
    private static List<KeyValuePair<string, string>> PeekTags(JsonMembers members) =>
        [.. members.Objects("Tags")
            .Where(tag => tag.FindString("Key") is { Length: > 0 })
            .Select(tag => KeyValuePair.Create(tag.FindString("Key")!, tag.FindString("Value") ?? ""))
            .DistinctBy(tag => tag.Key)];
}
