using Amazon.Shield.Model;
using EksIngress.StandIns.Aws;

[assembly: PascalCaseJson]

namespace Amazon.Shield;

/// <summary>Operations with the errors that each one models.</summary>
internal static class ShieldOperations
{
    private static readonly AwsService Service = new("Amazon.Shield", "2016-06-02", typeof(AmazonShieldException));

    internal static readonly JsonOperation<GetSubscriptionStateResponse> GetSubscriptionState = new(Service, "AWSShield_20160616.GetSubscriptionState",
        typeof(InternalErrorException));

    internal static readonly JsonOperation<CreateProtectionResponse> CreateProtection = new(Service, "AWSShield_20160616.CreateProtection",
        typeof(InternalErrorException), typeof(Model.InvalidOperationException), typeof(InvalidParameterException),
        typeof(InvalidResourceException), typeof(LimitsExceededException), typeof(OptimisticLockException),
        typeof(ResourceAlreadyExistsException), typeof(ResourceNotFoundException));

    internal static readonly JsonOperation<DescribeProtectionResponse> DescribeProtection = new(Service, "AWSShield_20160616.DescribeProtection",
        typeof(InternalErrorException), typeof(InvalidParameterException), typeof(ResourceNotFoundException));

    internal static readonly JsonOperation<DeleteProtectionResponse> DeleteProtection = new(Service, "AWSShield_20160616.DeleteProtection",
        typeof(InternalErrorException), typeof(OptimisticLockException), typeof(ResourceNotFoundException));
}
