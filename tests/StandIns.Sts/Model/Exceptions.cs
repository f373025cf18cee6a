using System.Net;
using Amazon.Runtime;

namespace Amazon.SecurityToken.Model;

public class ExpiredTokenException : AmazonSecurityTokenServiceException
{
    public ExpiredTokenException(string message) : base(message) { }

    public ExpiredTokenException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class IDPCommunicationErrorException : AmazonSecurityTokenServiceException
{
    public IDPCommunicationErrorException(string message) : base(message) { }

    public IDPCommunicationErrorException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class IDPRejectedClaimException : AmazonSecurityTokenServiceException
{
    public IDPRejectedClaimException(string message) : base(message) { }

    public IDPRejectedClaimException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidIdentityTokenException : AmazonSecurityTokenServiceException
{
    public InvalidIdentityTokenException(string message) : base(message) { }

    public InvalidIdentityTokenException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class MalformedPolicyDocumentException : AmazonSecurityTokenServiceException
{
    public MalformedPolicyDocumentException(string message) : base(message) { }

    public MalformedPolicyDocumentException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class PackedPolicyTooLargeException : AmazonSecurityTokenServiceException
{
    public PackedPolicyTooLargeException(string message) : base(message) { }

    public PackedPolicyTooLargeException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class RegionDisabledException : AmazonSecurityTokenServiceException
{
    public RegionDisabledException(string message) : base(message) { }

    public RegionDisabledException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
