using System.Net;
using Amazon.Runtime;

namespace Amazon.ElasticLoadBalancingV2.Model;

public class CaCertificatesBundleNotFoundException : AmazonElasticLoadBalancingV2Exception
{
    public CaCertificatesBundleNotFoundException(string message) : base(message) { }

    public CaCertificatesBundleNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidCaCertificatesBundleException : AmazonElasticLoadBalancingV2Exception
{
    public InvalidCaCertificatesBundleException(string message) : base(message) { }

    public InvalidCaCertificatesBundleException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidRevocationContentException : AmazonElasticLoadBalancingV2Exception
{
    public InvalidRevocationContentException(string message) : base(message) { }

    public InvalidRevocationContentException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ResourceNotFoundException : AmazonElasticLoadBalancingV2Exception
{
    public ResourceNotFoundException(string message) : base(message) { }

    public ResourceNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class RevocationContentNotFoundException : AmazonElasticLoadBalancingV2Exception
{
    public RevocationContentNotFoundException(string message) : base(message) { }

    public RevocationContentNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class RevocationIdNotFoundException : AmazonElasticLoadBalancingV2Exception
{
    public RevocationIdNotFoundException(string message) : base(message) { }

    public RevocationIdNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TooManyTrustStoreRevocationEntriesException : AmazonElasticLoadBalancingV2Exception
{
    public TooManyTrustStoreRevocationEntriesException(string message) : base(message) { }

    public TooManyTrustStoreRevocationEntriesException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TrustStoreInUseException : AmazonElasticLoadBalancingV2Exception
{
    public TrustStoreInUseException(string message) : base(message) { }

    public TrustStoreInUseException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class DuplicateTrustStoreNameException : AmazonElasticLoadBalancingV2Exception
{
    public DuplicateTrustStoreNameException(string message) : base(message) { }

    public DuplicateTrustStoreNameException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TooManyTrustStoresException : AmazonElasticLoadBalancingV2Exception
{
    public TooManyTrustStoresException(string message) : base(message) { }

    public TooManyTrustStoresException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
