using Amazon.Runtime;

namespace Amazon.EKS;

public class AmazonEKSRequest : AmazonWebServiceRequest;
