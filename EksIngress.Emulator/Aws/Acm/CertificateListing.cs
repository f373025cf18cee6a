using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Acm;

/// <summary>ListCertificates: filters, order and pages.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/acm/latest/APIReference/API_ListCertificates.html</remarks>
internal sealed class CertificateListing(Guarded<AcmState> acm, CertificateUse use, TimeProvider time)
{
    private const int MaxPage = 1000;

    // What a request that names no key types gets to see.
    private static readonly string[] DefaultKeyTypes = ["RSA_1024", "RSA_2048"];

    public JsonObject List(AwsCall call)
    {
        var members = new JsonMembers(call.Body);
        var now = time.GetUtcNow();
        var size = members.FindInt32("MaxItems") ?? MaxPage;
        if (size is < 1 or > MaxPage)
        {
            throw AcmErrors.Constraint(size.ToString(CultureInfo.InvariantCulture), "maxItems", $"Member must have value between 1 and {MaxPage}");
        }

        var isDescending = ReadOrder(members);
        var ordered = acm.Current.In(call.Region).Where(Filter(members, now)).Select(certificate => (Key: Key(certificate), Certificate: certificate));
        var sorted = isDescending ? ordered.OrderByDescending(entry => entry.Key, StringComparer.Ordinal) : ordered.OrderBy(entry => entry.Key, StringComparer.Ordinal);
        var after = members.FindString("NextToken") is { } token ? Decode(token) : null;
        var rest = sorted
            .Where(entry => after is null || (isDescending ? string.CompareOrdinal(entry.Key, after) < 0 : string.CompareOrdinal(entry.Key, after) > 0))
            .Take(size + 1)
            .ToList();
        var page = rest.Take(size).ToList();
        var answer = new JsonObject
        {
            ["CertificateSummaryList"] = new JsonArray([.. page.Select(entry => AcmJson.Summary(entry.Certificate, now, use.FindLoadBalancers(entry.Certificate.Arn).Count > 0))]),
        };
        if (rest.Count > size)
        {
            answer["NextToken"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(page[^1].Key));
        }

        return answer;
    }

    private static Func<AcmCertificate, bool> Filter(JsonMembers members, DateTimeOffset now)
    {
        var statuses = members.Strings("CertificateStatuses");
        var includes = new JsonMembers(members.FindJson("Includes") ?? []);
        var keyTypes = includes.Strings("keyTypes");
        var keyUsages = includes.Strings("keyUsage");
        var extendedKeyUsages = includes.Strings("extendedKeyUsage");
        var isExportable = AcmInput.Choice(includes, "exportOption", "ENABLED", "DISABLED") == "ENABLED";
        var isManaged = includes.Has("managedBy");
        return certificate =>
            (statuses.IsEmpty || statuses.Contains(certificate.StatusAt(now)))
            && (keyTypes.IsEmpty ? DefaultKeyTypes.Contains(certificate.KeyAlgorithm) : keyTypes.Contains(certificate.KeyAlgorithm))
            && (keyUsages.IsEmpty || keyUsages.Any(CertificateUsages.KeyUsages(certificate.Leaf).Contains))
            && (extendedKeyUsages.IsEmpty || extendedKeyUsages.Any(CertificateUsages.ExtendedKeyUsages(certificate.Leaf).Select(usage => usage.Name).Contains))
            // No certificate here can be exported, and none is managed by another service.
            && !isExportable
            && !isManaged;
    }

    private static bool ReadOrder(JsonMembers members)
    {
        var by = AcmInput.Choice(members, "SortBy", "CREATED_AT");
        var order = AcmInput.Choice(members, "SortOrder", "ASCENDING", "DESCENDING");
        return (by is null) == (order is null)
            ? order == "DESCENDING"
            : throw new AwsException("InvalidArgsException", "SortBy and SortOrder must be specified together.");
    }

    private static string Key(AcmCertificate certificate) =>
        certificate.CreatedAt.UtcTicks.ToString("D20", CultureInfo.InvariantCulture) + certificate.Arn;

    private static string Decode(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length)
            ? Encoding.ASCII.GetString(bytes, 0, length)
            : throw new AwsException("InvalidArgsException", "The NextToken is not valid.");
    }
}
