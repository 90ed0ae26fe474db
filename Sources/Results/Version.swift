/// Version of Peruse; stands in every result.
public let peruseVersion = "0.1.0"
