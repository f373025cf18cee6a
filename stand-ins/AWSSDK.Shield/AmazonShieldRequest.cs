using Amazon.Runtime;

namespace Amazon.Shield;

public class AmazonShieldRequest : AmazonWebServiceRequest;
