using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Acm;

/// <summary>AWS Certificate Manager: public certificates of the emulator's own authority, and imported ones.</summary>
internal sealed class AcmService(
    Guarded<AcmState> acm,
    CertificateRequests requests,
    CertificateImports imports,
    CertificateListing listing,
    CertificateUse use,
    TimeProvider time) : IAwsService
{
    private readonly AcmAccess _access = new(acm);

    public string SigningName => "acm";

    public AwsProtocol Protocol => AwsProtocol.Json;

    public string ApiVersion => "";

    public string XmlNamespace => "";

    public string TargetPrefix => "CertificateManager";

    public IReadOnlyCollection<AwsOperation> Operations =>
    [
        JsonOperation.Create("RequestCertificate", "DomainName ValidationMethod SubjectAlternativeNames[] IdempotencyToken DomainValidationOptions[](DomainName ValidationDomain) Options(CertificateTransparencyLoggingPreference Export) CertificateAuthorityArn Tags[](Key Value) KeyAlgorithm", AcmAccess.OnRequest, call => new JsonObject { ["CertificateArn"] = requests.Request(call) }),
        JsonOperation.Create("ImportCertificate", "CertificateArn Certificate PrivateKey CertificateChain Tags[](Key Value)", _access.OnImport, call => new JsonObject { ["CertificateArn"] = imports.Import(call) }),
        JsonOperation.Create("ListCertificates", "CertificateStatuses[] Includes(extendedKeyUsage[] keyUsage[] keyTypes[] exportOption managedBy) NextToken MaxItems SortBy SortOrder", _ => AcmAccess.OnAll("ListCertificates"), listing.List),
        OnCertificate("DescribeCertificate", "CertificateArn", (_, certificate) => new JsonObject { ["Certificate"] = AcmJson.Detail(certificate, time.GetUtcNow(), use.FindLoadBalancers(certificate.Arn)) }),
        OnCertificate("GetCertificate", "CertificateArn", (_, certificate) => Get(certificate)),
        new() { Name = "DeleteCertificate", Members = new("CertificateArn"), Access = call => _access.OnCertificate(call, "DeleteCertificate"), Handle = DeleteAsync },
        OnCertificate("RenewCertificate", "CertificateArn", (_, certificate) => throw AcmErrors.Validation($"Certificate {certificate.Arn} is not eligible: only exported private certificates can be renewed with RenewCertificate.")),
        OnCertificate("UpdateCertificateOptions", "CertificateArn Options(CertificateTransparencyLoggingPreference Export)", UpdateOptions),
        OnCertificate("AddTagsToCertificate", "CertificateArn Tags[](Key Value)", (call, certificate) => Retag(certificate, tags => tags.SetItems(ReadTags(call)))),
        OnCertificate("RemoveTagsFromCertificate", "CertificateArn Tags[](Key Value)", RemoveTags),
        OnCertificate("ListTagsForCertificate", "CertificateArn", (_, certificate) => new JsonObject { ["Tags"] = AcmJson.Tags(certificate.Tags) }),
    ];

    private AwsOperation OnCertificate(string name, string members, Func<AwsCall, AcmCertificate, JsonObject> handle) => JsonOperation.Create(
        name,
        members,
        call => _access.OnCertificate(call, name),
        call => handle(call, Find(call)));

    private AcmCertificate Find(AwsCall call) => acm.Current.Get(call.Region, AcmInput.Arn(new JsonMembers(call.Body)));

    private JsonObject Get(AcmCertificate certificate)
    {
        if (certificate.StatusAt(time.GetUtcNow()) == "PENDING_VALIDATION")
        {
            throw AcmErrors.InProgress(certificate.Arn);
        }

        var answer = new JsonObject { ["Certificate"] = AcmJson.Pem([certificate.Leaf]) };
        if (!certificate.Chain.IsEmpty)
        {
            answer["CertificateChain"] = AcmJson.Pem(certificate.Chain);
        }

        return answer;
    }

    private async ValueTask<AwsResult> DeleteAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var certificate = Find(call);
        await use.DeleteUnusedAsync(call, certificate.Arn, () => acm.Update(state => state.Without(certificate.Arn)), cancellationToken);
        return new AwsResult.Json([]);
    }

    private JsonObject UpdateOptions(AwsCall call, AcmCertificate certificate)
    {
        var options = new JsonMembers(new JsonMembers(call.Body).FindJson("Options") ?? throw AcmInput.Missing("Options"));
        if (AcmInput.Choice(options, "Export", "ENABLED", "DISABLED") == "ENABLED")
        {
            throw AcmErrors.NotEmulated("An exportable certificate (Options.Export)", "Private keys never leave the emulator.");
        }

        // Of a certificate that is imported its authority decided.
        if (certificate.IsImported || certificate.StatusAt(time.GetUtcNow()) == "EXPIRED")
        {
            throw new AwsException("InvalidStateException", $"Certificate {certificate.Arn} is imported, or not in a state in which its options can be updated.");
        }

        if (AcmInput.Choice(options, "CertificateTransparencyLoggingPreference", "ENABLED", "DISABLED") is { } logging)
        {
            acm.Update(state => state.Set(state.Get(certificate.Region, certificate.Arn) with { TransparencyLogging = logging }));
        }

        return [];
    }

    private JsonObject Retag(AcmCertificate certificate, Func<ImmutableSortedDictionary<string, string>, ImmutableSortedDictionary<string, string>> change)
    {
        acm.Update(state =>
        {
            var found = state.Get(certificate.Region, certificate.Arn);
            var tags = change(found.Tags);
            AcmInput.CheckCount(tags);
            return state.Set(found with { Tags = tags });
        });
        return [];
    }

    private static ImmutableSortedDictionary<string, string> ReadTags(AwsCall call) =>
        AcmInput.Tags(new JsonMembers(call.Body)) is { IsEmpty: false } tags ? tags : throw AcmInput.Missing("Tags");

    // A tag that is sent with a value goes only if it has that value.
    private JsonObject RemoveTags(AwsCall call, AcmCertificate certificate)
    {
        var members = new JsonMembers(call.Body);
        _ = ReadTags(call);
        return Retag(certificate, tags => members.Objects("Tags").Aggregate(tags, (rest, tag) =>
        {
            var key = AcmInput.Required(tag, "Key");
            return tag.FindString("Value") is not { } value || rest.GetValueOrDefault(key) == value ? rest.Remove(key) : rest;
        }));
    }
}
