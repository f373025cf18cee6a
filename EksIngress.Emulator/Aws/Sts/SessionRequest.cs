using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Policies;

namespace EksIngress.Emulator.Aws.Sts;

/// <summary>What both ways to assume a role ask for, checked.</summary>
internal sealed partial record SessionRequest(string RoleArn, string SessionName, TimeSpan Duration, ImmutableArray<NamedPolicy>? Policies, int PackedPolicyPercent)
{
    /// <summary>Session policies together, as STS packs them, have room for this many characters.</summary>
    private const int MaxPolicyCharacters = 2048;
    private const int MaxPolicyArns = 10;

    /// <exception cref="AwsException"><c>ValidationError</c>, <c>MalformedPolicyDocument</c> or <c>PackedPolicyTooLarge</c>.</exception>
    public static SessionRequest Read(AwsCall call, IamState iam)
    {
        var parameters = call.Parameters;
        var roleArn = parameters.Get("RoleArn");
        if (roleArn.Length is < 20 or > 2048 || !RoleArnPattern().IsMatch(roleArn))
        {
            throw IamErrors.Validation($"{roleArn[..Math.Min(roleArn.Length, 200)]} is invalid");
        }

        var name = parameters.Get("RoleSessionName");
        if (!SessionNamePattern().IsMatch(name))
        {
            throw IamErrors.Validation("1 validation error detected: Value at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]* and have length from 2 to 64");
        }

        var seconds = parameters.FindInt32("DurationSeconds") ?? 3600;
        if (seconds is < 900 or > 43200)
        {
            throw IamErrors.Validation("1 validation error detected: Value at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and 43200");
        }

        var (policies, percent) = ReadPolicies(parameters, iam);
        return new SessionRequest(roleArn, name, TimeSpan.FromSeconds(seconds), policies, percent);
    }

    /// <exception cref="AwsException"><c>ValidationError</c>: longer than the role allows.</exception>
    public void CheckDuration(IamRole role)
    {
        if (Duration.TotalSeconds > role.MaxSessionDurationSeconds)
        {
            throw IamErrors.Validation("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
    }

    public XElement AssumedRoleUser(IamRole role, string accountId) =>
        new(
            "AssumedRoleUser",
            new XElement("AssumedRoleId", $"{role.RoleId}:{SessionName}"),
            new XElement("Arn", $"arn:aws:sts::{accountId}:assumed-role/{role.RoleName}/{SessionName}"));

    public XElement? PackedPolicySize => Policies is null ? null : new XElement("PackedPolicySize", PackedPolicyPercent);

    public static XElement Credentials(AwsCredential credential) =>
        new(
            "Credentials",
            new XElement("AccessKeyId", credential.AccessKeyId),
            new XElement("SecretAccessKey", credential.SecretAccessKey),
            new XElement("SessionToken", credential.SessionToken),
            new XElement("Expiration", AwsTime.Iso(credential.Expiration!.Value)));

    /// <summary>The session policies of a request, null when there are none, and how much of their room they take.</summary>
    /// <exception cref="AwsException"><c>MalformedPolicyDocument</c>, <c>PackedPolicyTooLarge</c>, or <c>NoSuchEntity</c> for an unknown ARN.</exception>
    public static (ImmutableArray<NamedPolicy>? Policies, int Percent) ReadPolicies(AwsParameters parameters, IamState iam)
    {
        var policies = ImmutableArray.CreateBuilder<NamedPolicy>();
        var characters = 0;
        if (parameters.Find("Policy") is { Length: > 0 } json)
        {
            characters = json.Length;
            if (characters > MaxPolicyCharacters)
            {
                throw new AwsException("PackedPolicyTooLarge", $"Packed size of session tags consumes {characters * 100 / MaxPolicyCharacters}% of allotted space.");
            }

            try
            {
                policies.Add(new NamedPolicy("session policy", PolicyDocumentParser.Parse(json, PolicyKind.Identity)));
            }
            catch (PolicyFormatException exception)
            {
                throw IamErrors.Malformed(exception.Message);
            }
        }

        var arns = parameters.Structures("PolicyArns.member").Select(member => member.Get("arn")).ToList();
        if (arns.Count > MaxPolicyArns)
        {
            throw IamErrors.Validation($"1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have at most {MaxPolicyArns} members");
        }

        foreach (var arn in arns)
        {
            var policy = iam.Policies.GetValueOrDefault(arn) ?? throw IamErrors.NoSuchEntity($"Policy {arn} does not exist or is not attachable.");
            policies.Add(new NamedPolicy($"session policy {arn}", policy.DefaultDocument.Policy));
        }

        return (policies.Count == 0 ? null : policies.ToImmutable(), characters * 100 / MaxPolicyCharacters);
    }

    [GeneratedRegex(@"^arn:aws:iam::[0-9]{12}:role/[!-~]{1,}\z")]
    private static partial Regex RoleArnPattern();

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@-]{2,64}\z")]
    private static partial Regex SessionNamePattern();
}
