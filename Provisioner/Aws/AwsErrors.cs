using System.Net;
using Amazon.Runtime;

namespace EksIngress.Provisioner.Aws;

/// <summary>What an AWS failure means, told by its error code. The only place that knows codes; message texts are never matched.</summary>
internal static class AwsErrors
{
    private static readonly HashSet<string> NotFound = new(StringComparer.Ordinal)
    {
        "NoSuchEntity", "ResourceNotFoundException", "LoadBalancerNotFound", "ListenerNotFound", "TargetGroupNotFound",
        "InvalidVpcID.NotFound", "InvalidSubnetID.NotFound", "InvalidInternetGatewayID.NotFound", "InvalidRouteTableID.NotFound",
        "InvalidGroup.NotFound", "InvalidAllocationID.NotFound", "InvalidAssociationID.NotFound", "InvalidNetworkInterfaceID.NotFound",
        "NatGatewayNotFound", "InvalidAddressID.NotFound", "InvalidRoute.NotFound", "Gateway.NotAttached",
    };

    private static readonly HashSet<string> AlreadyExists = new(StringComparer.Ordinal)
    {
        "EntityAlreadyExists", "ResourceInUseException", "RouteAlreadyExists", "Resource.AlreadyAssociated", "InvalidPermission.Duplicate",
    };

    // Something still uses what is to be deleted. It passes when that is gone.
    private static readonly HashSet<string> InUse = new(StringComparer.Ordinal)
    {
        "DependencyViolation", "DeleteConflict", "ResourceInUse", "ResourceInUseException", "InvalidIPAddress.InUse", "AuthFailure.InUse",
        "InvalidNetworkInterface.InUse", "InvalidRequestException",
    };

    /// <remarks>Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html</remarks>
    private static readonly HashSet<string> Throttled = new(StringComparer.Ordinal)
    {
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException",
        "TooManyRequestsException", "RequestLimitExceeded", "Client.RequestLimitExceeded", "PriorRequestNotComplete", "SlowDown",
    };

    public static bool IsNotFound(Exception exception) => Has(exception, NotFound);

    public static bool IsAlreadyExists(Exception exception) => Has(exception, AlreadyExists);

    public static bool IsInUse(Exception exception) => Has(exception, InUse);

    public static bool IsThrottled(Exception exception) => Has(exception, Throttled);

    /// <summary>
    /// EKS's answer to a role that it cannot assume (yet), among others: right after the role was made this is the delay with which
    /// IAM spreads it.
    /// </summary>
    public static bool IsInvalidParameter(Exception exception) => Code(exception) == "InvalidParameterException";

    /// <summary>The service failed, or the connection did; not the request.</summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError } failure => failure.ErrorCode != "NotEmulated",
        AmazonServiceException { InnerException: HttpRequestException } => true,
        _ => false,
    };

    public static string? Code(Exception exception) => (exception as AmazonServiceException)?.ErrorCode;

    public static string? RequestId(Exception exception) =>
        exception is AmazonServiceException { RequestId: { Length: > 0 } id } ? id : null;

    /// <summary>The failure in one line: service, code, text and request id where there are any.</summary>
    public static string Describe(Exception exception) => exception is AmazonServiceException { ErrorCode: { Length: > 0 } code } failure
        ? $"{Service(failure)} answered {code}: {failure.Message}{(RequestId(failure) is { } id ? $" (request {id})" : "")}"
        : exception.Message;

    // Amazon.IdentityManagement[.Model]: the SDK's own name of the service.
    private static string Service(Exception exception) => exception.GetType().Namespace?.Split('.') is ["Amazon", not "Runtime" and var name, ..] ? name : "AWS";

    private static bool Has(Exception exception, HashSet<string> codes) => Code(exception) is { } code && codes.Contains(code);
}
