using System.Collections.Immutable;
using System.Text.RegularExpressions;
using EksIngress.Emulator.Certificates;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.Aws.Acm;

/// <summary>RequestCertificate: a certificate of the emulator's own authority, issued when its domains count as validated.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html</remarks>
internal sealed partial class CertificateRequests(Guarded<AcmState> acm, CertificateAuthority authority, TimeProvider time, IOptions<EmulatorOptions> options)
{
    private const int MaxCommonName = 64;

    // The user guide says several minutes after the record can be seen; here nobody needs to make the record.
    private static readonly TimeSpan ValidationTime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);

    /// <returns>ARN of the certificate; the same one for a request that is repeated with its token within an hour.</returns>
    public string Request(AwsCall call)
    {
        var members = new JsonMembers(call.Body);
        var names = ReadNames(members);
        RefuseOthers(members);
        var validationDomains = ReadValidationDomains(members, names);
        var algorithm = AcmInput.Choice(members, "KeyAlgorithm", [.. CertificateKeys.Known]) ?? AcmInput.DefaultKeyAlgorithm;
        if (!CertificateKeys.Issued.Contains(algorithm))
        {
            throw AcmErrors.InvalidParameter($"The key algorithm {algorithm} is not supported for public certificates; {string.Join(", ", CertificateKeys.Issued)} are.");
        }

        var token = members.FindString("IdempotencyToken");
        if (token is not null && !IdempotencyToken().IsMatch(token))
        {
            throw AcmErrors.Constraint(token, "idempotencyToken", @"Member must satisfy regular expression pattern: \w+");
        }

        var logging = members.FindJson("Options") is { } sent ? AcmInput.Choice(new JsonMembers(sent), "CertificateTransparencyLoggingPreference", "ENABLED", "DISABLED") : null;
        var tags = AcmInput.Tags(members);
        if (FindRepeated(call.Region, token, names, algorithm) is { } repeated)
        {
            return repeated.Arn;
        }

        using var key = CertificateKeys.Create(algorithm);
        var now = time.GetUtcNow();
        var certificate = new AcmCertificate
        {
            Arn = NewArn(call),
            Region = call.Region,
            Type = "AMAZON_ISSUED",
            DomainName = names[0],
            SubjectAlternativeNames = names,
            CreatedAt = now,
            IssuedAt = now + (ValidationTime * options.Value.TimeScale),
            ImportedAt = null,
            Leaf = authority.Issue(names[0], names, [], key),
            Chain = [authority.Certificate],
            KeyAlgorithm = algorithm,
            TransparencyLogging = logging ?? "ENABLED",
            IdempotencyToken = token,
            ValidationDomains = validationDomains,
            Tags = tags,
        };
        return acm.Update(state => FindRepeated(call.Region, token, names, algorithm) is { } other
            ? (state, other.Arn)
            : (state.Add(certificate), certificate.Arn));
    }

    public static string NewArn(AwsCall call) => $"arn:aws:acm:{call.Region}:{call.AccountId}:certificate/{Guid.NewGuid()}";

    private AcmCertificate? FindRepeated(string region, string? token, ImmutableArray<string> names, string algorithm) =>
        token is null
            ? null
            : acm.Current.In(region).FirstOrDefault(other =>
                other.IdempotencyToken == token
                && time.GetUtcNow() - other.CreatedAt < TokenLifetime
                && other.KeyAlgorithm == algorithm
                && other.SubjectAlternativeNames.SequenceEqual(names, StringComparer.Ordinal));

    // The domain name first, then the others in their order.
    private ImmutableArray<string> ReadNames(JsonMembers members)
    {
        var domain = AcmInput.Required(members, "DomainName");
        ImmutableArray<string> names = [domain, .. members.Strings("SubjectAlternativeNames")];
        foreach (var name in names)
        {
            if (name.Length > 253 || !DomainName().IsMatch(name))
            {
                throw AcmErrors.Constraint(name, name == domain ? "domainName" : "subjectAlternativeNames", "Member must be a fully qualified domain name, with a wildcard in its first label at most");
            }
        }

        if (domain.Length > MaxCommonName)
        {
            throw new AwsException("InvalidDomainValidationOptionsException", $"The first domain name can be no longer than {MaxCommonName} characters.");
        }

        names = [.. names.Select(name => name.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];
        return names.Length <= acm.Current.Quotas[AwsQuota.AcmDomains] ? names : throw AcmErrors.LimitExceeded("Certificate has too many domains.");
    }

    // Of domains in the request, each to be validated by itself or by a domain above it. Nobody is mailed, whatever the method.
    private static ImmutableSortedDictionary<string, string> ReadValidationDomains(JsonMembers members, ImmutableArray<string> names)
    {
        var domains = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        foreach (var option in members.Objects("DomainValidationOptions"))
        {
            var (name, domain) = (AcmInput.Required(option, "DomainName").ToLowerInvariant(), AcmInput.Required(option, "ValidationDomain").ToLowerInvariant());
            var problem = name switch
            {
                _ when !names.Contains(name, StringComparer.Ordinal) => $"{name} is no domain name of the request",
                _ when domains.ContainsKey(name) => $"{name} is there twice",
                _ when domain != name && !name.EndsWith("." + domain, StringComparison.Ordinal) => $"{domain} is neither {name} nor a domain above it",
                _ => null,
            };
            domains = problem is null
                ? domains.Add(name, domain)
                : throw new AwsException("InvalidDomainValidationOptionsException", $"One or more values in the DomainValidationOptions are incorrect: {problem}.");
        }

        return domains;
    }

    private static void RefuseOthers(JsonMembers members)
    {
        if (members.Has("CertificateAuthorityArn"))
        {
            throw AcmErrors.NotEmulated("A private certificate authority (CertificateAuthorityArn)", "Leave it out: the emulator's own authority, ca.pem, issues the certificate.");
        }

        switch (AcmInput.Choice(members, "ValidationMethod", "EMAIL", "DNS", "HTTP"))
        {
            case "DNS":
                break;
            case "HTTP":
                throw AcmErrors.InvalidParameter("HTTP validation is for certificates that CloudFront manages only.");
            case null:
                throw AcmErrors.NotEmulated("Validation by EMAIL, which a request without ValidationMethod asks for,", "Send ValidationMethod DNS.");
            default:
                throw AcmErrors.NotEmulated("Validation by EMAIL", "Send ValidationMethod DNS.");
        }

        if (members.FindJson("Options") is { } options && AcmInput.Choice(new JsonMembers(options), "Export", "ENABLED", "DISABLED") == "ENABLED")
        {
            throw AcmErrors.NotEmulated("An exportable certificate (Options.Export)", "Private keys never leave the emulator.");
        }
    }

    [GeneratedRegex(@"^(\*\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])\z")]
    private static partial Regex DomainName();

    [GeneratedRegex(@"^[A-Za-z0-9_]{1,32}\z")]
    private static partial Regex IdempotencyToken();
}
