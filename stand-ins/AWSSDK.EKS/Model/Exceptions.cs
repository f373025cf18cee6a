using System.Net;
using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.EKS.Model;

public class BadRequestException : AmazonEKSException
{
    public BadRequestException(string message) : base(message) { }

    public BadRequestException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ClientException : AmazonEKSException
{
    public ClientException(string message) : base(message) { }

    public ClientException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public string AddonName { get; set; }
    public string ClusterName { get; set; }
    public string NodegroupName { get; set; }
    public string SubscriptionId { get; set; }
}

public class InvalidParameterException : AmazonEKSException
{
    public InvalidParameterException(string message) : base(message) { }

    public InvalidParameterException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public string AddonName { get; set; }
    public string ClusterName { get; set; }
    public string FargateProfileName { get; set; }
    public string NodegroupName { get; set; }
    public string SubscriptionId { get; set; }
}

public class InvalidRequestException : AmazonEKSException
{
    public InvalidRequestException(string message) : base(message) { }

    public InvalidRequestException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public string AddonName { get; set; }
    public string ClusterName { get; set; }
    public string NodegroupName { get; set; }
    public string SubscriptionId { get; set; }
}

public class InvalidStateException : AmazonEKSException
{
    public InvalidStateException(string message) : base(message) { }

    public InvalidStateException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public string ClusterName { get; set; }
}

public class NotFoundException : AmazonEKSException
{
    public NotFoundException(string message) : base(message) { }

    public NotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ResourceInUseException : AmazonEKSException
{
    public ResourceInUseException(string message) : base(message) { }

    public ResourceInUseException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public string AddonName { get; set; }
    public string ClusterName { get; set; }
    public string NodegroupName { get; set; }
}

public class ResourceLimitExceededException : AmazonEKSException
{
    public ResourceLimitExceededException(string message) : base(message) { }

    public ResourceLimitExceededException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public string ClusterName { get; set; }
    public string NodegroupName { get; set; }
    public string SubscriptionId { get; set; }
}

public class ResourceNotFoundException : AmazonEKSException
{
    public ResourceNotFoundException(string message) : base(message) { }

    public ResourceNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public string AddonName { get; set; }
    public string ClusterName { get; set; }
    public string FargateProfileName { get; set; }
    public string NodegroupName { get; set; }
    public string SubscriptionId { get; set; }
}

public class ServerException : AmazonEKSException
{
    public ServerException(string message) : base(message) { }

    public ServerException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public string AddonName { get; set; }
    public string ClusterName { get; set; }
    public string NodegroupName { get; set; }
    public string SubscriptionId { get; set; }
}

public class ServiceUnavailableException : AmazonEKSException
{
    public ServiceUnavailableException(string message) : base(message) { }

    public ServiceUnavailableException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ThrottlingException : AmazonEKSException
{
    public ThrottlingException(string message) : base(message) { }

    public ThrottlingException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public string ClusterName { get; set; }
}

public class UnsupportedAvailabilityZoneException : AmazonEKSException
{
    public UnsupportedAvailabilityZoneException(string message) : base(message) { }

    public UnsupportedAvailabilityZoneException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public string ClusterName { get; set; }
    public string NodegroupName { get; set; }
    public List<string> ValidZones { get; set; } = Collections.List<string>();
}
