using Amazon.SecurityToken.Model;
using EksIngress.StandIns.Aws;

namespace Amazon.SecurityToken;

/// <summary>Operations with the errors that each one models.</summary>
internal static class SecurityTokenServiceOperations
{
    private static readonly AwsService Service = new("Amazon.SecurityToken", "2011-06-15", typeof(AmazonSecurityTokenServiceException));

    internal static readonly QueryOperation<AssumeRoleResponse> AssumeRole = new(Service, "AssumeRole",
        typeof(ExpiredTokenException), typeof(MalformedPolicyDocumentException), typeof(PackedPolicyTooLargeException),
        typeof(RegionDisabledException));

    internal static readonly QueryOperation<AssumeRoleWithWebIdentityResponse> AssumeRoleWithWebIdentity = new(Service, "AssumeRoleWithWebIdentity",
        typeof(ExpiredTokenException), typeof(IDPCommunicationErrorException), typeof(IDPRejectedClaimException),
        typeof(InvalidIdentityTokenException), typeof(MalformedPolicyDocumentException),
        typeof(PackedPolicyTooLargeException), typeof(RegionDisabledException));

    internal static readonly QueryOperation<GetCallerIdentityResponse> GetCallerIdentity = new(Service, "GetCallerIdentity");
}
