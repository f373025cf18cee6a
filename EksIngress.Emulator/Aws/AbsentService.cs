using System.Net;

namespace EksIngress.Emulator.Aws;

/// <summary>A service that the load balancer controller's policy names and the emulated account does not have: each of its operations says why, and what to do instead.</summary>
/// <param name="name">Service in the credential scope.</param>
/// <param name="actionPrefix">Service in IAM's actions.</param>
/// <param name="operations">Names, each with its members.</param>
internal sealed class AbsentService(string name, string actionPrefix, string targetPrefix, IReadOnlyDictionary<string, string> operations) : IAwsService
{
    public static IReadOnlyList<AbsentService> All { get; } =
    [
        new("cognito-idp", "cognito-idp", "AWSCognitoIdentityProviderService", new Dictionary<string, string> { ["DescribeUserPoolClient"] = "UserPoolId ClientId" }),
        new("globalaccelerator", "globalaccelerator", "GlobalAccelerator_V20180706", new Dictionary<string, string>
        {
            ["CreateAccelerator"] = "Name IpAddressType IpAddresses[] Enabled IdempotencyToken Tags[](Key Value)",
            ["DescribeAccelerator"] = "AcceleratorArn",
            ["ListAccelerators"] = "MaxResults NextToken",
        }),
    ];

    public string SigningName => name;

    public AwsProtocol Protocol => AwsProtocol.Json;

    public string ApiVersion => "";

    public string XmlNamespace => "";

    public string TargetPrefix => targetPrefix;

    public IReadOnlyCollection<AwsOperation> Operations { get; } =
    [
        .. operations.Select(operation => JsonOperation.Create(
            operation.Key,
            operation.Value,
            _ => [new AccessRequest($"{actionPrefix}:{operation.Key}", "*", ConditionKeys.None)],
            _ => throw NotEmulated(name, operation.Key))),
    ];

    private static AwsException NotEmulated(string service, string operation) => new(
        "NotEmulated",
        $"The operation '{operation}' of the service '{service}' is not emulated: {AwsCoverage.Differences[$"{service}:{operation}"].Note}. The emulator forwards nothing to AWS.",
        HttpStatusCode.NotImplemented);
}
