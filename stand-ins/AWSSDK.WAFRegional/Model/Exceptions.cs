using System.Net;
using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.WAFRegional.Model;

public class WAFInternalErrorException : AmazonWAFRegionalException
{
    public WAFInternalErrorException(string message) : base(message) { }

    public WAFInternalErrorException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class WAFInvalidAccountException : AmazonWAFRegionalException
{
    public WAFInvalidAccountException(string message) : base(message) { }

    public WAFInvalidAccountException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class WAFInvalidParameterException : AmazonWAFRegionalException
{
    public WAFInvalidParameterException(string message) : base(message) { }

    public WAFInvalidParameterException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    [Wire("field")]
    public ParameterExceptionField Field { get; set; }
    [Wire("parameter")]
    public string Parameter { get; set; }
    [Wire("reason")]
    public ParameterExceptionReason Reason { get; set; }
}

public class WAFNonexistentItemException : AmazonWAFRegionalException
{
    public WAFNonexistentItemException(string message) : base(message) { }

    public WAFNonexistentItemException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class WAFUnavailableEntityException : AmazonWAFRegionalException
{
    public WAFUnavailableEntityException(string message) : base(message) { }

    public WAFUnavailableEntityException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
