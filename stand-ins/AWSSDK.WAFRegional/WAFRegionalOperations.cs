using Amazon.WAFRegional.Model;
using EksIngress.StandIns.Aws;

[assembly: PascalCaseJson]

namespace Amazon.WAFRegional;

/// <summary>Operations with the errors that each one models.</summary>
internal static class WAFRegionalOperations
{
    private static readonly AwsService Service = new("Amazon.WAFRegional", "2016-11-28", typeof(AmazonWAFRegionalException));

    internal static readonly JsonOperation<GetWebACLForResourceResponse> GetWebACLForResource = new(Service, "AWSWAF_Regional_20161128.GetWebACLForResource",
        typeof(WAFInternalErrorException), typeof(WAFInvalidAccountException), typeof(WAFInvalidParameterException),
        typeof(WAFNonexistentItemException), typeof(WAFUnavailableEntityException));

    internal static readonly JsonOperation<AssociateWebACLResponse> AssociateWebACL = new(Service, "AWSWAF_Regional_20161128.AssociateWebACL",
        typeof(WAFInternalErrorException), typeof(WAFInvalidAccountException), typeof(WAFInvalidParameterException),
        typeof(WAFNonexistentItemException), typeof(WAFUnavailableEntityException));

    internal static readonly JsonOperation<DisassociateWebACLResponse> DisassociateWebACL = new(Service, "AWSWAF_Regional_20161128.DisassociateWebACL",
        typeof(WAFInternalErrorException), typeof(WAFInvalidAccountException), typeof(WAFInvalidParameterException),
        typeof(WAFNonexistentItemException));
}
