using System.Net;
using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.Route53.Model;

public class ConflictingDomainExistsException : AmazonRoute53Exception
{
    public ConflictingDomainExistsException(string message) : base(message) { }

    public ConflictingDomainExistsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class HostedZoneAlreadyExistsException : AmazonRoute53Exception
{
    public HostedZoneAlreadyExistsException(string message) : base(message) { }

    public HostedZoneAlreadyExistsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class HostedZoneNotEmptyException : AmazonRoute53Exception
{
    public HostedZoneNotEmptyException(string message) : base(message) { }

    public HostedZoneNotEmptyException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidDomainNameException : AmazonRoute53Exception
{
    public InvalidDomainNameException(string message) : base(message) { }

    public InvalidDomainNameException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidChangeBatchException : AmazonRoute53Exception
{
    public InvalidChangeBatchException(string message) : base(message) { }

    public InvalidChangeBatchException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    public List<string> Messages { get; set; } = Collections.List<string>();
}

public class InvalidInputException : AmazonRoute53Exception
{
    public InvalidInputException(string message) : base(message) { }

    public InvalidInputException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class NoSuchHostedZoneException : AmazonRoute53Exception
{
    public NoSuchHostedZoneException(string message) : base(message) { }

    public NoSuchHostedZoneException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class PriorRequestNotCompleteException : AmazonRoute53Exception
{
    public PriorRequestNotCompleteException(string message) : base(message) { }

    public PriorRequestNotCompleteException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TooManyHostedZonesException : AmazonRoute53Exception
{
    public TooManyHostedZonesException(string message) : base(message) { }

    public TooManyHostedZonesException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
