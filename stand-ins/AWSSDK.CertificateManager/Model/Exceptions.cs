using System.Net;
using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.CertificateManager.Model;

public class AccessDeniedException : AmazonCertificateManagerException
{
    public AccessDeniedException(string message) : base(message) { }

    public AccessDeniedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ConflictException : AmazonCertificateManagerException
{
    public ConflictException(string message) : base(message) { }

    public ConflictException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidArgsException : AmazonCertificateManagerException
{
    public InvalidArgsException(string message) : base(message) { }

    public InvalidArgsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidArnException : AmazonCertificateManagerException
{
    public InvalidArnException(string message) : base(message) { }

    public InvalidArnException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidDomainValidationOptionsException : AmazonCertificateManagerException
{
    public InvalidDomainValidationOptionsException(string message) : base(message) { }

    public InvalidDomainValidationOptionsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidParameterException : AmazonCertificateManagerException
{
    public InvalidParameterException(string message) : base(message) { }

    public InvalidParameterException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidTagException : AmazonCertificateManagerException
{
    public InvalidTagException(string message) : base(message) { }

    public InvalidTagException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class LimitExceededException : AmazonCertificateManagerException
{
    public LimitExceededException(string message) : base(message) { }

    public LimitExceededException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class RequestInProgressException : AmazonCertificateManagerException
{
    public RequestInProgressException(string message) : base(message) { }

    public RequestInProgressException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ResourceInUseException : AmazonCertificateManagerException
{
    public ResourceInUseException(string message) : base(message) { }

    public ResourceInUseException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ResourceNotFoundException : AmazonCertificateManagerException
{
    public ResourceNotFoundException(string message) : base(message) { }

    public ResourceNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TagPolicyException : AmazonCertificateManagerException
{
    public TagPolicyException(string message) : base(message) { }

    public TagPolicyException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ThrottlingException : AmazonCertificateManagerException
{
    public ThrottlingException(string message) : base(message) { }

    public ThrottlingException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    [Wire("throttlingReasons")]
    public List<ThrottlingReason> ThrottlingReasons { get; set; } = Collections.List<ThrottlingReason>();
}

public class TooManyTagsException : AmazonCertificateManagerException
{
    public TooManyTagsException(string message) : base(message) { }

    public TooManyTagsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ValidationException : AmazonCertificateManagerException
{
    public ValidationException(string message) : base(message) { }

    public ValidationException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
