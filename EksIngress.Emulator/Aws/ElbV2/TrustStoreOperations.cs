using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>
/// Trust stores of mutual authentication. Their bundles lie in S3 on AWS; here an object is the file <c>s3/BUCKET/KEY</c> in the emulator's
/// directory.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html</remarks>
internal sealed partial class TrustStoreOperations(ElbRegions regions, ElbAccess access, BucketFiles files) : IElbOperations
{
    private const string Arn = "TrustStoreArn";
    private const int MaxBundleBytes = 1024 * 1024;

    public IEnumerable<AwsOperation> Operations =>
    [
        new() { Name = "CreateTrustStore", Members = new("Name CaCertificatesBundleS3Bucket CaCertificatesBundleS3Key Tags[](Key Value)"), Access = CreateAccess, Handle = CreateAsync },
        new() { Name = "DescribeTrustStores", Members = new("TrustStoreArns[] Names[] Marker PageSize"), Access = ElbAccess.Describe("DescribeTrustStores"), Handle = DescribeAsync },
        new() { Name = "DescribeTrustStoreAssociations", Members = new("TrustStoreArn Marker PageSize"), Access = ElbAccess.Describe("DescribeTrustStoreAssociations"), Handle = DescribeAssociationsAsync },
        new() { Name = "ModifyTrustStore", Members = new("TrustStoreArn CaCertificatesBundleS3Bucket CaCertificatesBundleS3Key"), Access = access.OnResource("ModifyTrustStore", Arn), Handle = ModifyAsync },
        new() { Name = "DeleteTrustStore", Members = new("TrustStoreArn"), Access = access.OnResource("DeleteTrustStore", Arn), Handle = DeleteAsync },
    ];

    private IEnumerable<AccessRequest> CreateAccess(AwsCall call) =>
        access.Create(call, "CreateTrustStore", null, ArnOf(call, call.Parameters.Get("Name"), ElbArns.AnyId));

    private static string ArnOf(AwsCall call, string name, string id) =>
        $"arn:aws:elasticloadbalancing:{call.Region}:{call.AccountId}:truststore/{name}/{id}";

    private async ValueTask<AwsResult> CreateAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var name = call.Parameters.Get("Name");
        if (name.Length > 32 || !Name().IsMatch(name))
        {
            throw ElbErrors.Validation($"Trust store name '{name}' must have 1 to 32 alphanumeric characters and single hyphens between them");
        }

        var tags = TagReader.Read(call);
        var store = new TrustStore(ArnOf(call, name, ElbArns.NewId()), name, await ReadBundleAsync(call, cancellationToken));
        await regions[call].UpdateAsync(
            state =>
            {
                if (state.TrustStores.Values.Any(other => other.Name == name))
                {
                    throw new AwsException("DuplicateTrustStoreName", $"A trust store with the same name '{name}' already exists");
                }

                return state.TrustStores.Count < state.Quotas[AwsQuota.ElbTrustStores]
                    ? (state with { TrustStores = state.TrustStores.Add(store.Arn, store) }).WithTags(store.Arn, tags)
                    : throw ElbErrors.TooMany("TrustStores", $"You've reached the limit on the number of trust stores for your account: {state.Quotas[AwsQuota.ElbTrustStores]}");
            },
            cancellationToken);
        return Answer(store);
    }

    private ValueTask<AwsResult> DescribeAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var state = regions[call].Current;
        var (arns, names) = (call.Parameters.Strings("TrustStoreArns.member"), call.Parameters.Strings("Names.member"));
        if (arns.Count > 0 && names.Count > 0)
        {
            throw ElbErrors.Validation("Trust store names and trust store ARNs cannot be specified at the same time");
        }

        var missing = arns.FirstOrDefault(arn => !state.TrustStores.ContainsKey(arn)) ?? names.FirstOrDefault(name => !state.TrustStores.Values.Any(store => store.Name == name));
        if (missing is not null)
        {
            throw ElbErrors.TrustStoreNotFound(missing);
        }

        var page = ElbPage.Read(
            call,
            state.TrustStores.Values.Where(store =>
                (arns.Count == 0 || arns.Contains(store.Arn, StringComparer.Ordinal)) && (names.Count == 0 || names.Contains(store.Name, StringComparer.Ordinal))),
            store => store.Arn);
        return ValueTask.FromResult<AwsResult>(new AwsResult.Xml(ElbXml.List("TrustStores", page.Items, Xml), ElbXml.Optional("NextMarker", page.NextMarker)));
    }

    private ValueTask<AwsResult> DescribeAssociationsAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var state = regions[call].Current;
        var store = Get(state, call);
        var page = ElbPage.Read(call, Listeners(state, store).Select(listener => listener.Arn), arn => arn);
        return ValueTask.FromResult<AwsResult>(new AwsResult.Xml(
            ElbXml.List("TrustStoreAssociations", page.Items, arn => new XElement("ResourceArn", arn)),
            ElbXml.Optional("NextMarker", page.NextMarker)));
    }

    private async ValueTask<AwsResult> ModifyAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var authorities = await ReadBundleAsync(call, cancellationToken);
        var store = await regions[call].UpdateAsync(
            state =>
            {
                var changed = Get(state, call) with { Authorities = authorities };
                return (state with { TrustStores = state.TrustStores.SetItem(changed.Arn, changed) }, changed);
            },
            cancellationToken);
        return Answer(store);
    }

    private async ValueTask<AwsResult> DeleteAsync(AwsCall call, CancellationToken cancellationToken)
    {
        await regions[call].UpdateAsync(
            state =>
            {
                var store = Get(state, call);
                return Listeners(state, store).Any()
                    ? throw new AwsException("TrustStoreInUse", $"Trust store '{store.Arn}' is currently in use by a listener")
                    : state with { TrustStores = state.TrustStores.Remove(store.Arn), Tags = state.Tags.Remove(store.Arn) };
            },
            cancellationToken);
        return new AwsResult.Xml();
    }

    private static TrustStore Get(ElbState state, AwsCall call)
    {
        var arn = call.Parameters.Get(Arn);
        return state.TrustStores.GetValueOrDefault(arn) ?? throw ElbErrors.TrustStoreNotFound(arn);
    }

    private static IEnumerable<Listener> Listeners(ElbState state, TrustStore store) =>
        state.Listeners.Values.Where(listener => listener.MutualAuthentication.TrustStoreArn == store.Arn);

    private async Task<X509Certificate2Collection> ReadBundleAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var (bucket, key) = (call.Parameters.Get("CaCertificatesBundleS3Bucket"), call.Parameters.Get("CaCertificatesBundleS3Key"));
        var file = files.Find(bucket, key)
            ?? throw new AwsException("CaCertificatesBundleNotFound", $"The CA certificates bundle s3://{bucket}/{key} does not exist. The emulator has no S3; it looks for the file s3/{bucket}/{key} in its directory.");
        if (file.Length > MaxBundleBytes)
        {
            throw InvalidBundle($"it is longer than {MaxBundleBytes} bytes");
        }

        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(await File.ReadAllTextAsync(file.FullName, cancellationToken));
        }
        catch (CryptographicException)
        {
            throw InvalidBundle("a certificate in it cannot be read");
        }

        return authorities.Count > 0 ? authorities : throw InvalidBundle("it has no certificate in PEM");
    }

    private static AwsException InvalidBundle(string reason) => new("InvalidCaCertificatesBundle", $"The CA certificates bundle is not valid: {reason}");

    private static AwsResult.Xml Answer(TrustStore store) => new(ElbXml.List("TrustStores", [store], Xml));

    private static object[] Xml(TrustStore store) =>
    [
        new XElement("Name", store.Name),
        new XElement("TrustStoreArn", store.Arn),
        new XElement("Status", "ACTIVE"),
        ElbXml.Number("NumberOfCaCertificates", store.Authorities.Count),
        new XElement("TotalRevokedEntries", store.Revocations.Sum(list => list.Entries.Length)),
    ];

    [GeneratedRegex(@"^([a-zA-Z0-9]+-)*[a-zA-Z0-9]+\z")]
    private static partial Regex Name();
}
