using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Revocation lists of trust stores: a client whose certificate, or an authority above it, is in one gets no connection.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddTrustStoreRevocations.html</remarks>
internal sealed class TrustStoreRevocationOperations(ElbRegions regions, ElbAccess access, BucketFiles files) : IElbOperations
{
    private const string Arn = "TrustStoreArn";

    /// <summary>AWS's default quotas.</summary>
    private const int MaxLists = 30;
    private const int MaxEntries = 500_000;
    private const int MaxListBytes = 50 * 1024 * 1024;

    public IEnumerable<AwsOperation> Operations =>
    [
        new() { Name = "AddTrustStoreRevocations", Members = new("TrustStoreArn RevocationContents[](S3Bucket S3Key RevocationType)"), Access = access.OnResource("AddTrustStoreRevocations", Arn), Handle = AddAsync },
        new() { Name = "DescribeTrustStoreRevocations", Members = new("TrustStoreArn RevocationIds[] Marker PageSize"), Access = ElbAccess.Describe("DescribeTrustStoreRevocations"), Handle = DescribeAsync },
        new() { Name = "RemoveTrustStoreRevocations", Members = new("TrustStoreArn RevocationIds[]"), Access = access.OnResource("RemoveTrustStoreRevocations", Arn), Handle = RemoveAsync },
        new() { Name = "GetTrustStoreRevocationContent", Members = new("TrustStoreArn RevocationId"), Access = access.OnResource("GetTrustStoreRevocationContent", Arn), Handle = (_, _) => throw NoLocation() },
        new() { Name = "GetTrustStoreCaCertificatesBundle", Members = new("TrustStoreArn"), Access = access.OnResource("GetTrustStoreCaCertificatesBundle", Arn), Handle = (_, _) => throw NoLocation() },
        new() { Name = "GetResourcePolicy", Members = new("ResourceArn"), Access = access.OnResource("GetResourcePolicy", "ResourceArn"), Handle = GetPolicyAsync },
    ];

    private async ValueTask<AwsResult> AddAsync(AwsCall call, CancellationToken cancellationToken)
    {
        Get(regions[call].Current, call);
        var lists = new List<ImmutableArray<string>>();
        foreach (var content in call.Parameters.Structures("RevocationContents.member"))
        {
            lists.Add(await ReadAsync(content, cancellationToken));
        }

        if (lists.Count == 0)
        {
            throw ElbErrors.Validation("At least one revocation content must be specified");
        }

        var (arn, added) = await regions[call].UpdateAsync(
            state =>
            {
                var store = Get(state, call);
                var next = store.Revocations.IsEmpty ? 1 : store.Revocations[^1].Id + 1;
                var more = lists.Select((entries, index) => new TrustStoreRevocation(next + index, entries)).ToList();
                var changed = store with { Revocations = store.Revocations.AddRange(more) };
                return changed.Revocations.Length <= MaxLists && changed.Revocations.Sum(list => list.Entries.Length) <= MaxEntries
                    ? (state with { TrustStores = state.TrustStores.SetItem(changed.Arn, changed) }, (changed.Arn, more))
                    : throw new AwsException("TooManyTrustStoreRevocationEntries", $"A trust store has at most {MaxLists} revocation lists with {MaxEntries} entries");
            },
            cancellationToken);
        return new AwsResult.Xml(ElbXml.List("TrustStoreRevocations", added, list => Xml(arn, list)));
    }

    private ValueTask<AwsResult> DescribeAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var store = Get(regions[call].Current, call);
        var wanted = Ids(call);
        var missing = wanted.Where(id => !store.Revocations.Any(list => list.Id == id)).ToList();
        if (missing.Count > 0)
        {
            throw NotFound(missing[0]);
        }

        // As text, so that 10 comes after 9.
        var page = ElbPage.Read(
            call, store.Revocations.Where(list => wanted.Count == 0 || wanted.Contains(list.Id)), list => list.Id.ToString("D19", CultureInfo.InvariantCulture));
        return ValueTask.FromResult<AwsResult>(new AwsResult.Xml(
            ElbXml.List("TrustStoreRevocations", page.Items, list => Xml(store.Arn, list)), ElbXml.Optional("NextMarker", page.NextMarker)));
    }

    private async ValueTask<AwsResult> RemoveAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var wanted = Ids(call);
        if (wanted.Count == 0)
        {
            throw ElbErrors.Validation("At least one revocation ID must be specified");
        }

        await regions[call].UpdateAsync(
            state =>
            {
                var store = Get(state, call);
                foreach (var id in wanted.Where(id => !store.Revocations.Any(list => list.Id == id)))
                {
                    throw NotFound(id);
                }

                return state with { TrustStores = state.TrustStores.SetItem(store.Arn, store with { Revocations = store.Revocations.RemoveAll(list => wanted.Contains(list.Id)) }) };
            },
            cancellationToken);
        return new AwsResult.Xml();
    }

    // Sharing is the Resource Access Manager's, which is not emulated: no trust store has a policy.
    private ValueTask<AwsResult> GetPolicyAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var arn = call.Parameters.Get("ResourceArn");
        throw regions[call].Current.TrustStores.ContainsKey(arn)
            ? new AwsException("ResourceNotFound", $"The resource '{arn}' has no resource policy: it is not shared")
            : new AwsException("ResourceNotFound", $"The resource '{arn}' does not exist");
    }

    private async Task<ImmutableArray<string>> ReadAsync(AwsParameters content, CancellationToken cancellationToken)
    {
        var (bucket, key) = (content.Get("S3Bucket"), content.Get("S3Key"));
        if (content.Find("RevocationType") is { } type and not "CRL")
        {
            throw ElbErrors.Validation($"1 validation error detected: Value '{type}' at 'revocationType' failed to satisfy constraint: Member must satisfy enum value set: [CRL]");
        }

        var file = files.Find(bucket, key)
            ?? throw new AwsException("RevocationContentNotFound", $"The revocation content s3://{bucket}/{key} does not exist. The emulator has no S3; it looks for the file s3/{bucket}/{key} in its directory.");
        if (file.Length > MaxListBytes)
        {
            throw Invalid($"it is longer than {MaxListBytes} bytes");
        }

        try
        {
            return RevocationList.Read(await File.ReadAllBytesAsync(file.FullName, cancellationToken));
        }
        catch (CryptographicException)
        {
            throw Invalid("it is no certificate revocation list in PEM or DER");
        }
    }

    private static List<long> Ids(AwsCall call) =>
        [.. call.Parameters.Strings("RevocationIds.member").Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw ElbErrors.Validation($"'{text}' is not a revocation ID")).Distinct()];

    private static TrustStore Get(ElbState state, AwsCall call)
    {
        var arn = call.Parameters.Get(Arn);
        return state.TrustStores.GetValueOrDefault(arn) ?? throw ElbErrors.TrustStoreNotFound(arn);
    }

    private static object[] Xml(string arn, TrustStoreRevocation list) =>
    [
        new XElement("TrustStoreArn", arn),
        new XElement("RevocationId", list.Id),
        new XElement("RevocationType", "CRL"),
        new XElement("NumberOfRevokedEntries", list.Entries.Length),
    ];

    private static AwsException NotFound(long id) => new("RevocationIdNotFound", $"Revocation ID '{id}' not found");

    private static AwsException Invalid(string reason) => new("InvalidRevocationContent", $"The revocation content is not valid: {reason}");

    private static AwsException NoLocation() =>
        new("NotEmulated", "A location in S3 is not emulated by the service 'elasticloadbalancing': there is no S3. The bundles and revocation lists are the files s3/BUCKET/KEY in the emulator's directory.", HttpStatusCode.NotImplemented);
}
