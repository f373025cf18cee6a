using System.Collections.Immutable;
using System.Text.RegularExpressions;
using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>Reads and checks what requests to IAM carry.</summary>
/// <remarks>Source for the quotas: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html</remarks>
internal static partial class IamInput
{
    public const int MaxTrustPolicyCharacters = 2048;
    public const int MaxManagedPolicyCharacters = 6144;
    public const int MaxInlinePolicyCharacters = 10240;

    private const int MinArnLength = 20;

    public static string RoleName(AwsParameters parameters) => Name(parameters, "RoleName", 64);

    public static string PolicyName(AwsParameters parameters) => Name(parameters, "PolicyName", 128);

    /// <summary>The member <c>PolicyArn</c>, which has the shape of a policy's.</summary>
    /// <exception cref="AwsException"><c>ValidationError</c>, or <c>InvalidInput</c> for an ARN of something else.</exception>
    public static string PolicyArn(AwsParameters parameters)
    {
        var arn = parameters.Get("PolicyArn");
        if (arn.Length < MinArnLength)
        {
            throw IamErrors.Validation($"1 validation error detected: Value '{arn}' at 'policyArn' failed to satisfy constraint: Member must have length greater than or equal to {MinArnLength}");
        }

        return PolicyArnPattern().IsMatch(arn) ? arn : throw IamErrors.InvalidInput($"ARN {arn} is not valid.");
    }

    public static string Name(AwsParameters parameters, string member, int maxLength)
    {
        var name = parameters.Get(member);
        return name.Length <= maxLength && NamePattern().IsMatch(name)
            ? name
            : throw IamErrors.Validation($"The specified value for {char.ToLowerInvariant(member[0])}{member[1..]} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_- and be at most {maxLength} long");
    }

    public static string Path(AwsParameters parameters) => Path(parameters, "Path");

    public static string Path(AwsParameters parameters, string member) => Path(parameters, member, PathPattern());

    /// <summary>The path of a managed policy, which takes fewer characters than others.</summary>
    public static string PolicyPath(AwsParameters parameters) => Path(parameters, "Path", PolicyPathPattern());

    private static string Path(AwsParameters parameters, string member, Regex pattern)
    {
        var path = parameters.Find(member) ?? "/";
        return path.Length <= 512 && pattern.IsMatch(path)
            ? path
            : throw IamErrors.Validation("The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.");
    }

    public static string? Description(AwsParameters parameters)
    {
        var description = parameters.Find("Description");
        return description is not { Length: > 1000 }
            ? description
            : throw IamErrors.Validation("1 validation error detected: Value at 'description' failed to satisfy constraint: Member must have length less than or equal to 1000");
    }

    /// <summary>The description of a role, which takes Latin characters alone.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html</remarks>
    public static string? RoleDescription(AwsParameters parameters)
    {
        var description = Description(parameters);
        return description is null || RoleDescriptionPattern().IsMatch(description)
            ? description
            : throw IamErrors.Validation(@"1 validation error detected: Value at 'description' failed to satisfy constraint: Member must satisfy regular expression pattern: [\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*");
    }

    /// <returns>3,600 when the member was not sent.</returns>
    public static int MaxSessionDuration(AwsParameters parameters) =>
        (parameters.FindInt32("MaxSessionDuration") ?? 3600) is >= 3600 and <= 43200 and var seconds
            ? seconds
            : throw IamErrors.Validation("1 validation error detected: Value at 'maxSessionDuration' failed to satisfy constraint: Member must have value between 3600 and 43200");

    /// <exception cref="AwsException"><c>MalformedPolicyDocument</c>, or <c>LimitExceeded</c> when it is too long.</exception>
    public static IamDocument IdentityPolicy(AwsParameters parameters, int maxCharacters)
    {
        var json = parameters.Get("PolicyDocument");
        if (Weight(json) > maxCharacters)
        {
            throw IamErrors.LimitExceeded($"Cannot exceed quota for PolicySize: {maxCharacters}");
        }

        return Parse(json, PolicyKind.Identity);
    }

    /// <summary>An identity policy that a request brings along, to be tried only.</summary>
    /// <exception cref="AwsException"><c>InvalidInput</c>: it is no policy.</exception>
    public static IamDocument CarriedPolicy(string json)
    {
        try
        {
            return new IamDocument(json, PolicyDocumentParser.Parse(json, PolicyKind.Identity));
        }
        catch (PolicyFormatException exception)
        {
            throw IamErrors.InvalidInput(exception.Message);
        }
    }

    /// <exception cref="AwsException"><c>MalformedPolicyDocument</c>, or <c>LimitExceeded</c> when it is too long.</exception>
    public static IamDocument TrustPolicy(AwsParameters parameters, string member)
    {
        var json = parameters.Get(member);
        if (Weight(json) > MaxTrustPolicyCharacters)
        {
            throw IamErrors.LimitExceeded($"Cannot exceed quota for ACLSizePerRole: {MaxTrustPolicyCharacters}");
        }

        var document = Parse(json, PolicyKind.Trust);
        var foreign = document.Policy.Statements.SelectMany(statement => statement.Actions.Patterns)
            .FirstOrDefault(action => action != "*" && !action.StartsWith("sts:", StringComparison.OrdinalIgnoreCase));
        if (foreign is not null)
        {
            throw IamErrors.Malformed($"AssumeRole policy may only specify STS AssumeRole actions. ('{foreign}')");
        }

        CheckPrincipals(document.Policy.Statements.SelectMany(statement => statement.Principals!.Entries));
        return document;
    }

    // In IAM's words. Which services there are at all it knows better: any name below amazonaws.com is taken here.
    private static void CheckPrincipals(IEnumerable<PolicyPrincipal> principals)
    {
        foreach (var principal in principals)
        {
            switch (principal.Kind)
            {
                case "*":
                    throw IamErrors.Malformed("AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\".");
                case "Service" when !ServicePrincipal().IsMatch(principal.Value):
                    throw IamErrors.Malformed($"Invalid principal in policy: \"SERVICE\":\"{principal.Value}\"");
                default:
                    break;
            }
        }
    }

    /// <summary>
    /// The unique ids of the users and roles that a trust policy names. IAM refuses a document that names one it does not know.
    /// </summary>
    public static ImmutableDictionary<string, string> TrustedPrincipalIds(IamState state, IamDocument trust, string accountId)
    {
        var ids = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var principal in trust.Policy.Statements.SelectMany(statement => statement.Principals!.Entries).Where(principal => principal.Kind == "AWS"))
        {
            if (principal.Value == "*" || Account().IsMatch(principal.Value) || AssumedRole().IsMatch(principal.Value))
            {
                continue;
            }

            var id = principal.Value.StartsWith($"arn:aws:iam::{accountId}:", StringComparison.Ordinal)
                ? state.FindRoleByArn(principal.Value)?.RoleId
                    ?? state.Users.Values.FirstOrDefault(user => user.Arn == principal.Value)?.UserId
                : null;
            ids[principal.Value] = id ?? throw IamErrors.Malformed($"Invalid principal in policy: \"AWS\":\"{principal.Value}\"");
        }

        return ids.ToImmutable();
    }

    /// <summary>Length as IAM's quotas count it: white space is free.</summary>
    public static int Weight(string json)
    {
        var weight = 0;
        foreach (var character in json)
        {
            weight += char.IsWhiteSpace(character) ? 0 : 1;
        }

        return weight;
    }

    private static IamDocument Parse(string json, PolicyKind kind)
    {
        try
        {
            return new IamDocument(json, PolicyDocumentParser.Parse(json, kind));
        }
        catch (PolicyFormatException exception)
        {
            throw IamErrors.Malformed(exception.Message);
        }
    }

    [GeneratedRegex(@"^([a-z0-9-]+\.)+amazonaws\.com(\.cn)?\z")]
    private static partial Regex ServicePrincipal();

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@-]+\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^arn:aws:iam::([0-9]{12}|aws):policy/[!-~]+\z")]
    private static partial Regex PolicyArnPattern();

    [GeneratedRegex(@"^(/|/[!-\x7F]+/)\z")]
    private static partial Regex PathPattern();

    [GeneratedRegex(@"^(/[A-Za-z0-9.,+@=_-]+)*/\z")]
    private static partial Regex PolicyPathPattern();

    [GeneratedRegex(@"^[\t\n\r -~\u00A1-\u00FF]*\z")]
    private static partial Regex RoleDescriptionPattern();

    [GeneratedRegex(@"^([0-9]{12}|arn:aws:iam::[0-9]{12}:root)\z")]
    private static partial Regex Account();

    [GeneratedRegex(@"^arn:aws:sts::[0-9]{12}:assumed-role/[^/]+/[^/]+\z")]
    private static partial Regex AssumedRole();
}
