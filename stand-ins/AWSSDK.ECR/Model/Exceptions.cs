using System.Net;
using Amazon.Runtime;

namespace Amazon.ECR.Model;

public class ImageNotFoundException : AmazonECRException
{
    public ImageNotFoundException(string message) : base(message) { }

    public ImageNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidParameterException : AmazonECRException
{
    public InvalidParameterException(string message) : base(message) { }

    public InvalidParameterException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidTagParameterException : AmazonECRException
{
    public InvalidTagParameterException(string message) : base(message) { }

    public InvalidTagParameterException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class KmsException : AmazonECRException
{
    public KmsException(string message) : base(message) { }

    public KmsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public string KmsError { get; set; }
}

public class LimitExceededException : AmazonECRException
{
    public LimitExceededException(string message) : base(message) { }

    public LimitExceededException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class RepositoryAlreadyExistsException : AmazonECRException
{
    public RepositoryAlreadyExistsException(string message) : base(message) { }

    public RepositoryAlreadyExistsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class RepositoryNotEmptyException : AmazonECRException
{
    public RepositoryNotEmptyException(string message) : base(message) { }

    public RepositoryNotEmptyException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class RepositoryNotFoundException : AmazonECRException
{
    public RepositoryNotFoundException(string message) : base(message) { }

    public RepositoryNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ServerException : AmazonECRException
{
    public ServerException(string message) : base(message) { }

    public ServerException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TooManyTagsException : AmazonECRException
{
    public TooManyTagsException(string message) : base(message) { }

    public TooManyTagsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
