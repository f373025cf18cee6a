using System.Net;
using Amazon.Runtime;

namespace Amazon.WAFRegional;

public class AmazonWAFRegionalException : AmazonServiceException
{
    public AmazonWAFRegionalException(string message) : base(message) { }

    public AmazonWAFRegionalException(string message, Exception innerException) : base(message, innerException) { }

    public AmazonWAFRegionalException(Exception innerException) : base(innerException) { }

    public AmazonWAFRegionalException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public AmazonWAFRegionalException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
