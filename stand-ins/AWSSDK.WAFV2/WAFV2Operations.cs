using Amazon.WAFV2.Model;
using EksIngress.StandIns.Aws;

[assembly: PascalCaseJson]

namespace Amazon.WAFV2;

/// <summary>Operations with the errors that each one models.</summary>
internal static class WAFV2Operations
{
    private static readonly AwsService Service = new("Amazon.WAFV2", "2019-07-29", typeof(AmazonWAFV2Exception));

    internal static readonly JsonOperation<GetWebACLForResourceResponse> GetWebACLForResource = new(Service, "AWSWAF_20190729.GetWebACLForResource",
        typeof(WAFInternalErrorException), typeof(WAFInvalidOperationException), typeof(WAFInvalidParameterException),
        typeof(WAFNonexistentItemException), typeof(WAFUnavailableEntityException));

    internal static readonly JsonOperation<AssociateWebACLResponse> AssociateWebACL = new(Service, "AWSWAF_20190729.AssociateWebACL",
        typeof(WAFFeatureNotIncludedInPricingPlanException), typeof(WAFInternalErrorException), typeof(WAFInvalidOperationException),
        typeof(WAFInvalidParameterException), typeof(WAFLimitsExceededException), typeof(WAFNonexistentItemException),
        typeof(WAFUnavailableEntityException));

    internal static readonly JsonOperation<DisassociateWebACLResponse> DisassociateWebACL = new(Service, "AWSWAF_20190729.DisassociateWebACL",
        typeof(WAFInternalErrorException), typeof(WAFInvalidOperationException), typeof(WAFInvalidParameterException),
        typeof(WAFNonexistentItemException));

    internal static readonly JsonOperation<ListWebACLsResponse> ListWebACLs = new(Service, "AWSWAF_20190729.ListWebACLs",
        typeof(WAFInternalErrorException), typeof(WAFInvalidOperationException), typeof(WAFInvalidParameterException));
}
