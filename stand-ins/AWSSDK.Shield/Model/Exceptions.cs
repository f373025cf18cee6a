using System.Net;
using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.Shield.Model;

public class InternalErrorException : AmazonShieldException
{
    public InternalErrorException(string message) : base(message) { }

    public InternalErrorException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidOperationException : AmazonShieldException
{
    public InvalidOperationException(string message) : base(message) { }

    public InvalidOperationException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidParameterException : AmazonShieldException
{
    public InvalidParameterException(string message) : base(message) { }

    public InvalidParameterException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    [Wire("fields")]
    public List<ValidationExceptionField> Fields { get; set; } = Collections.List<ValidationExceptionField>();
    [Wire("reason")]
    public ValidationExceptionReason Reason { get; set; }
}

public class InvalidResourceException : AmazonShieldException
{
    public InvalidResourceException(string message) : base(message) { }

    public InvalidResourceException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class LimitsExceededException : AmazonShieldException
{
    public LimitsExceededException(string message) : base(message) { }

    public LimitsExceededException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public long? Limit { get; set; }
    public string Type { get; set; }
}

public class OptimisticLockException : AmazonShieldException
{
    public OptimisticLockException(string message) : base(message) { }

    public OptimisticLockException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ResourceAlreadyExistsException : AmazonShieldException
{
    public ResourceAlreadyExistsException(string message) : base(message) { }

    public ResourceAlreadyExistsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    [Wire("resourceType")]
    public string ResourceType { get; set; }
}

public class ResourceNotFoundException : AmazonShieldException
{
    public ResourceNotFoundException(string message) : base(message) { }

    public ResourceNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    [Wire("resourceType")]
    public string ResourceType { get; set; }
}
