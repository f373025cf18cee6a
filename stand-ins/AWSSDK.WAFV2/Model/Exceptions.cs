using System.Net;
using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.WAFV2.Model;

public class WAFFeatureNotIncludedInPricingPlanException : AmazonWAFV2Exception
{
    public WAFFeatureNotIncludedInPricingPlanException(string message) : base(message) { }

    public WAFFeatureNotIncludedInPricingPlanException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public List<DisallowedFeature> DisallowedFeatures { get; set; } = Collections.List<DisallowedFeature>();
}

public class WAFInternalErrorException : AmazonWAFV2Exception
{
    public WAFInternalErrorException(string message) : base(message) { }

    public WAFInternalErrorException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class WAFInvalidOperationException : AmazonWAFV2Exception
{
    public WAFInvalidOperationException(string message) : base(message) { }

    public WAFInvalidOperationException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class WAFInvalidParameterException : AmazonWAFV2Exception
{
    public WAFInvalidParameterException(string message) : base(message) { }

    public WAFInvalidParameterException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public ParameterExceptionField Field { get; set; }
    public string Parameter { get; set; }
    public string Reason { get; set; }
}

public class WAFLimitsExceededException : AmazonWAFV2Exception
{
    public WAFLimitsExceededException(string message) : base(message) { }

    public WAFLimitsExceededException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public string SourceType { get; set; }
}

public class WAFNonexistentItemException : AmazonWAFV2Exception
{
    public WAFNonexistentItemException(string message) : base(message) { }

    public WAFNonexistentItemException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class WAFUnavailableEntityException : AmazonWAFV2Exception
{
    public WAFUnavailableEntityException(string message) : base(message) { }

    public WAFUnavailableEntityException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
