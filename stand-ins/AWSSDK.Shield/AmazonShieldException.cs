using System.Net;
using Amazon.Runtime;

namespace Amazon.Shield;

public class AmazonShieldException : AmazonServiceException
{
    public AmazonShieldException(string message) : base(message) { }

    public AmazonShieldException(string message, Exception innerException) : base(message, innerException) { }

    public AmazonShieldException(Exception innerException) : base(innerException) { }

    public AmazonShieldException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public AmazonShieldException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
